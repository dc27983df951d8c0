using System.Text.Json;
using System.Text.Json.Serialization;

namespace BlockWatch.TestKit.Targets;

/// <summary>Reads a truth file, also while the target still writes it.</summary>
public static class WrittenTruth
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The occurrences on whole lines, in the order in which they ended; none when there is no file yet.</summary>
    public static IReadOnlyList<TruthOccurrence> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd();
        int end = text.LastIndexOf('\n') + 1;
        return [.. text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<TruthOccurrence>(line, Json)!)];
    }
}
