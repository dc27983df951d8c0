using BlockWatch.Reports.Chromium;
using BlockWatch.Reports.Csv;
using BlockWatch.Reports.Folded;
using BlockWatch.Reports.GitHub;
using BlockWatch.Reports.Html;
using BlockWatch.Reports.Json;
using BlockWatch.Reports.Junit;
using BlockWatch.Reports.Markdown;
using BlockWatch.Reports.Sarif;
using BlockWatch.Reports.Speedscope;
using BlockWatch.Reports.Text;

namespace BlockWatch.Reports;

/// <summary>The formats that reports can be written in. The only place that lists them.</summary>
public static class ReportFormats
{
    public static IReadOnlyList<IReportFormat> All { get; } =
    [
        new JsonReportFormat(),
        new TextReportFormat(),
        new MarkdownReportFormat(),
        new HtmlReportFormat(),
        new SarifFormat(),
        new SpeedscopeFormat(),
        new ChromiumFormat(),
        new FoldedFormat(),
        new CsvFormat(),
        new JunitFormat(),
        new GitHubFormat(),
    ];

    /// <summary>The format of that name, whatever its case.</summary>
    /// <exception cref="ReportException">There is no such format; the message lists those that there are.</exception>
    public static IReportFormat ByName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FormatChoice.ByName(All, name);
    }

    /// <summary>The format of that name or, when <paramref name="name"/> is null, the one that the file's name means by its end.</summary>
    /// <exception cref="ReportException">Neither tells a format.</exception>
    public static IReportFormat Choose(string path, string? name)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FormatChoice.Choose(All, path, name);
    }
}
