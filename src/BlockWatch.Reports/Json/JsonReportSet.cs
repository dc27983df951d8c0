using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Json;

/// <summary>The reports of several targets as JSON text and back.</summary>
internal static class JsonReportSet
{
    private const string VersionProperty = "reportSetVersion";

    public static string Serialize(ReportSet set) => VersionedJson.Serialize(set);

    /// <summary>True when the text is such a document, of whatever version.</summary>
    public static bool Is(string json) => VersionedJson.Has(json, VersionProperty);

    /// <summary>Reads a document of version 1.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What to call it in a message.</param>
    /// <exception cref="ReportException">It is not JSON, not a report of several targets, or a newer one.</exception>
    public static ReportSet Parse(string json, string name)
    {
        ReportSet set = VersionedJson.Parse<ReportSet>(json, name, VersionProperty, ReportSet.CurrentVersion);
        foreach (ReportSetTarget target in set.Targets)
        {
            if ((target.Report is null) == (target.Failure is null))
            {
                throw VersionedJson.NotAReport(name, "a target must have either a report or a failure", null);
            }

            if (target.Report is { SchemaVersion: not Report.CurrentSchemaVersion })
            {
                throw VersionedJson.NotAReport(name, "a target's report has no schemaVersion that is known", null);
            }
        }

        return set;
    }
}
