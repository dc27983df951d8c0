using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Markdown;

/// <summary>GitHub-flavoured Markdown that fits a pull-request comment.</summary>
internal sealed class MarkdownReportFormat : IReportFormat
{
    public string Name => "md";

    public IReadOnlyList<string> Extensions { get; } = [".md", ".markdown"];

    public void Write(Report report, TextWriter writer) => Write(report, writer, ReportWriting.Default);

    public void Write(Report report, TextWriter writer, ReportWriting writing) => MarkdownReport.Write(report, writer, writing.Scale);

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing) => MarkdownReportSet.Write(set, writer, writing.Scale);
}
