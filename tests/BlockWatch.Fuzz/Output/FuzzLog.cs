using System.Text.Json;
using BlockWatch.Fuzz.Results;

namespace BlockWatch.Fuzz.Output;

/// <summary>All that was measured, run after run, in one JSON file.</summary>
internal static class FuzzLog
{
    private static readonly JsonSerializerOptions Style = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static IReadOnlyList<FuzzTally> Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<List<FuzzTally>>(File.ReadAllText(path), Style)! : [];

    public static void Add(string path, IReadOnlyList<FuzzTally> tallies) =>
        File.WriteAllText(path, JsonSerializer.Serialize(Read(path).Concat(tallies.Where(static tally => tally.Count > 0)), Style) + "\n");
}
