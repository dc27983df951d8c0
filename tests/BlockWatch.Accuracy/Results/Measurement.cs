using System.Text.Json;
using System.Text.Json.Serialization;

namespace BlockWatch.Accuracy.Results;

/// <summary>The file that a measurement writes, after every row: what was measured so far, when, on what.</summary>
internal sealed record Measurement
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Processors and system, not its name.</summary>
    public required string Machine { get; init; }

    /// <summary>What was typed.</summary>
    public required string Command { get; init; }

    public required IReadOnlyList<RowResult> Rows { get; init; }

    /// <summary>Of the faulty rows.</summary>
    public IReadOnlyList<Totals> Totals => Results.Totals.Of(Rows);

    /// <summary>The targets that were missed, a line each.</summary>
    public IReadOnlyList<string> Misses => Verdict.Misses(Rows);

    /// <exception cref="JsonException">The file is none of these.</exception>
    public static Measurement Read(string path) => Parse(File.ReadAllText(path));

    public static Measurement Parse(string json) => JsonSerializer.Deserialize<Measurement>(json, Json)!;

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Writes beside the file and renames: a measurement that is broken off leaves a whole file.</summary>
    public void Write(string path)
    {
        string pending = path + ".tmp";
        File.WriteAllText(pending, ToJson());
        File.Move(pending, path, overwrite: true);
    }
}
