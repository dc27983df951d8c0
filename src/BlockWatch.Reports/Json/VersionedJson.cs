using System.Text.Json;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Json;

/// <summary>JSON text that begins with its own version, and what to tell a user whose file is something else.</summary>
internal static class VersionedJson
{
    public static string Serialize<T>(T value) =>
        SafeJson.Of(JsonSerializer.Serialize(value, JsonContract.Indented).ReplaceLineEndings("\n")) + "\n";

    /// <summary>Reads a document of a known version.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What to call it in a message.</param>
    /// <param name="property">The property with its version.</param>
    /// <param name="known">The only version that is known.</param>
    /// <exception cref="ReportException">It is not JSON, not such a document, or a newer one.</exception>
    public static T Parse<T>(string json, string name, string property, int known)
        where T : class
    {
        CheckVersion(json, name, property, known);
        try
        {
            return JsonSerializer.Deserialize<T>(json, JsonContract.Indented) ?? throw NotAReport(name, "it is null", null);
        }
        catch (JsonException problem)
        {
            throw NotAReport(name, problem.Path is { } path ? $"{path} is missing, misplaced or of the wrong kind" : "a property is missing", problem);
        }
    }

    /// <summary>True when the text is a JSON object with this property.</summary>
    public static bool Has(string json, string property)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(property, out _);
        }
        catch (JsonException)
        {
            // Whoever reads it says what is wrong with it.
            return false;
        }
    }

    public static ReportException NotAReport(string name, string why, Exception? inner)
    {
        string message = $"'{name}' is JSON but not a blockwatch report ({SafeText.Of(why)}): give a report that was saved in the json format.";
        return inner is null ? new ReportException(message) : new ReportException(message, inner);
    }

    private static void CheckVersion(string json, string name, string property, int known)
    {
        int? version;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            version = document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(property, out JsonElement value)
                && value.ValueKind == JsonValueKind.Number
                && value.TryGetInt32(out int number)
                    ? number
                    : null;
        }
        catch (JsonException problem)
        {
            throw new ReportException($"'{name}' is not JSON (line {problem.LineNumber + 1}): give a report that was saved in the json format.", problem);
        }

        if (version > known)
        {
            throw new ReportException($"'{name}' was made by a newer blockwatch (report version {version}; this one reads {known}): update blockwatch.");
        }

        if (version is null || version < known)
        {
            throw NotAReport(name, $"it has no {property} that is known", null);
        }
    }
}
