using System.Globalization;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Text;

namespace BlockWatch.Reports.Csv;

/// <summary>The findings as a table for spreadsheets and scripts: RFC 4180, but lines end in <c>\n</c>.</summary>
internal sealed class CsvFormat : IReportFormat
{
    private static readonly (string Name, Func<Report, ReportFinding, string> Cell)[] Columns =
    [
        ("target", (report, _) => CsvCell.Text(report.Target.Name)),
        ("pid", (report, _) => Number(report.Target.Pid)),
        ("startedAt", (report, _) => report.Session.StartedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        ("watchedMs", (report, _) => Number(report.Session.DurationMs)),
        ("complete", (report, _) => Truth(report.Session.Complete)),
        ("id", (_, finding) => CsvCell.Text(finding.Id)),
        ("rule", (_, finding) => CsvCell.Text(finding.RuleId)),
        ("severity", (_, finding) => Word(finding.Severity)),
        ("confidence", (_, finding) => Word(finding.Confidence)),
        ("category", (_, finding) => Word(finding.Category)),
        ("title", (_, finding) => CsvCell.Text(finding.Title)),
        ("method", (_, finding) => CsvCell.Text(finding.Site.UserFrame?.Method)),
        ("module", (_, finding) => CsvCell.Text(finding.Site.UserFrame?.Module)),
        ("file", (_, finding) => CsvCell.Text(finding.Site.UserFrame?.File)),
        ("line", (_, finding) => finding.Site.UserFrame?.Line is { } line ? Number(line) : ""),
        ("blockingMethod", (_, finding) => CsvCell.Text(finding.Site.BlockingFrame?.Method)),
        ("count", (_, finding) => Number(finding.Count)),
        ("openCount", (_, finding) => Number(finding.OpenCount)),
        ("totalMs", (_, finding) => Number(finding.TotalMs)),
        ("p50Ms", (_, finding) => Number(finding.P50Ms)),
        ("p95Ms", (_, finding) => Number(finding.P95Ms)),
        ("maxMs", (_, finding) => Number(finding.MaxMs)),
        ("poolThreadSeconds", (_, finding) => Number(finding.PoolThreadSeconds)),
        ("share", (_, finding) => Number(finding.Share)),
        ("gcMs", (_, finding) => Number(finding.GcMs)),
        ("sampled", (_, finding) => Truth(finding.Sampled)),
        ("threads", (_, finding) => Number(finding.Threads)),
        ("firstSeenMs", (_, finding) => Number(finding.FirstSeenMs)),
        ("lastSeenMs", (_, finding) => Number(finding.LastSeenMs)),
    ];

    public string Name => "csv";

    public IReadOnlyList<string> Extensions { get; } = [".csv"];

    public void Write(Report report, TextWriter writer) => Write([report], writer);

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing) => Write(set.Targets.Select(target => target.Report).OfType<Report>(), writer);

    private static void Write(IEnumerable<Report> reports, TextWriter writer)
    {
        LineWriter lines = new(writer, int.MaxValue);
        lines.Line(string.Join(',', Columns.Select(column => column.Name)));
        foreach (Report report in reports)
        {
            foreach (ReportFinding finding in report.Findings)
            {
                lines.Line(string.Join(',', Columns.Select(column => column.Cell(report, finding))));
            }
        }
    }

    private static string Number<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    private static string Truth(bool value) => value ? "true" : "false";

    private static string Word(Enum value) => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
}
