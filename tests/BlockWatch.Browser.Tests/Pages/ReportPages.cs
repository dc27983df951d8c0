using BlockWatch.Reports;
using BlockWatch.Reports.Model;
using BlockWatch.TestKit;

namespace BlockWatch.Browser.Tests.Pages;

/// <summary>Reports written to files, to be opened.</summary>
internal sealed class ReportPages : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Write(Report report)
    {
        string file = System.IO.Path.Combine(_folder.Path, "report.html");
        ReportFile.Save(report, file, null);
        return file;
    }

    public string Write(ReportSet set)
    {
        string file = System.IO.Path.Combine(_folder.Path, "set.html");
        ReportFile.Save(set, file, null, ReportWriting.Default);
        return file;
    }

    public void Dispose() => _folder.Dispose();
}
