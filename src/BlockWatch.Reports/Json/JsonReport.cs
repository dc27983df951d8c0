using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Json;

/// <summary>Reports as JSON text and back.</summary>
internal static class JsonReport
{
    private const string VersionProperty = "schemaVersion";

    public static string Serialize(Report report) => VersionedJson.Serialize(report);

    /// <summary>Reads a report of version 1.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What to call it in a message.</param>
    /// <exception cref="ReportException">It is not JSON, not a report of one target, or a newer one.</exception>
    public static Report Parse(string json, string name) => JsonReportSet.Is(json)
        ? throw new ReportException($"'{name}' holds the reports of several targets: give a report of one target.")
        : VersionedJson.Parse<Report>(json, name, VersionProperty, Report.CurrentSchemaVersion);
}
