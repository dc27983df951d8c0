using BlockWatch.Reports.Html;
using BlockWatch.Reports.Json;
using BlockWatch.Reports.Markdown;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

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
    ];

    /// <summary>The format of that name, whatever its case.</summary>
    /// <exception cref="ReportException">There is no such format; the message lists those that there are.</exception>
    public static IReportFormat ByName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ReportException($"There is no report format '{SafeText.Of(name)}': use one of {Names()}.");
    }

    /// <summary>The format of that name or, when <paramref name="name"/> is null, the one that the file's extension means.</summary>
    /// <exception cref="ReportException">Neither tells a format.</exception>
    public static IReportFormat Choose(string path, string? name)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (name is not null)
        {
            return ByName(name);
        }

        string extension = Path.GetExtension(path);
        return All.FirstOrDefault(format => format.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            ?? throw new ReportException(
                $"The name '{SafeText.Of(path)}' does not tell a report format: end it in {Extensions()}, or name one of {Names()}.");
    }

    private static string Names() => string.Join(", ", All.Select(format => format.Name));

    private static string Extensions() => string.Join(", ", All.SelectMany(format => format.Extensions));
}
