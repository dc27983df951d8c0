using System.Text.Json;
using System.Text.Json.Serialization;

namespace BlockWatch.Faults.Results;

/// <summary>The file that the suite writes, after every row: what was tried so far, when, on what.</summary>
internal sealed record FaultMeasurement
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Processors and system, not its name.</summary>
    public required string Machine { get; init; }

    /// <summary>What was typed.</summary>
    public required string Command { get; init; }

    public required IReadOnlyList<FaultRow> Rows { get; init; }

    /// <exception cref="JsonException">The file is none of these.</exception>
    public static FaultMeasurement Read(string path) => JsonSerializer.Deserialize<FaultMeasurement>(File.ReadAllText(path), Json)!;

    /// <summary>Writes beside the file and renames: a run that is broken off leaves a whole file.</summary>
    public void Write(string path)
    {
        string pending = path + ".tmp";
        File.WriteAllText(pending, JsonSerializer.Serialize(this, Json) + "\n");
        File.Move(pending, path, overwrite: true);
    }
}
