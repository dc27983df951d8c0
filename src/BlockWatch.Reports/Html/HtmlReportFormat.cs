using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Html;

/// <summary>One page for a browser, in one file that needs nothing else.</summary>
internal sealed class HtmlReportFormat : IReportFormat
{
    public string Name => "html";

    public IReadOnlyList<string> Extensions { get; } = [".html", ".htm"];

    public void Write(Report report, TextWriter writer) => Write(report, writer, ReportWriting.Default);

    public void Write(Report report, TextWriter writer, ReportWriting writing) => HtmlPage.Write(report, writer, writing);

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing) => HtmlPage.Write(set, writer, writing);
}
