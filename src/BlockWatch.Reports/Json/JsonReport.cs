using System.Text.Json;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Json;

/// <summary>Reports as JSON text and back.</summary>
internal static class JsonReport
{
    private const string VersionProperty = "schemaVersion";

    public static string Serialize(Report report) =>
        JsonSerializer.Serialize(report, JsonContract.Indented).ReplaceLineEndings("\n") + "\n";

    /// <summary>Reads a report of version 1.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What to call it in a message.</param>
    /// <exception cref="ReportException">It is not JSON, not a report, or a newer one.</exception>
    public static Report Parse(string json, string name)
    {
        CheckVersion(json, name);
        try
        {
            return JsonSerializer.Deserialize<Report>(json, JsonContract.Indented) ?? throw NotAReport(name, "it is null", null);
        }
        catch (JsonException problem)
        {
            throw NotAReport(name, problem.Path is { } path ? $"{path} is missing, misplaced or of the wrong kind" : "a property is missing", problem);
        }
    }

    private static void CheckVersion(string json, string name)
    {
        int? version;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            version = document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(VersionProperty, out JsonElement value)
                && value.ValueKind == JsonValueKind.Number
                && value.TryGetInt32(out int number)
                    ? number
                    : null;
        }
        catch (JsonException problem)
        {
            throw new ReportException($"'{name}' is not JSON (line {problem.LineNumber + 1}): give a report that was saved in the json format.", problem);
        }

        if (version > Report.CurrentSchemaVersion)
        {
            throw new ReportException(
                $"'{name}' was made by a newer blockwatch (report version {version}; this one reads {Report.CurrentSchemaVersion}): update blockwatch.");
        }

        if (version is null or < Report.CurrentSchemaVersion)
        {
            throw NotAReport(name, $"it has no {VersionProperty} that is known", null);
        }
    }

    private static ReportException NotAReport(string name, string why, Exception? inner)
    {
        string message = $"'{name}' is JSON but not a blockwatch report ({Wording.SafeText.Of(why)}): give a report that was saved in the json format.";
        return inner is null ? new ReportException(message) : new ReportException(message, inner);
    }
}
