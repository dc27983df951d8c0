using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Text;

/// <summary>Plain text for a person in a hurry.</summary>
internal sealed class TextReportFormat : IReportFormat
{
    public string Name => "text";

    public IReadOnlyList<string> Extensions { get; } = [".txt"];

    public void Write(Report report, TextWriter writer) => Write(report, writer, ReportWriting.Default);

    public void Write(Report report, TextWriter writer, ReportWriting writing) =>
        TextReport.Write(report, writer, new TextReportOptions { Scale = writing.Scale });

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing) =>
        TextReportSet.Write(set, writer, new TextReportOptions { Scale = writing.Scale });
}
