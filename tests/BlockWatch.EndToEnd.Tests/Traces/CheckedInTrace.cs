using System.IO.Compression;

namespace BlockWatch.EndToEnd.Tests.Traces;

/// <summary>A trace in tests/traces.</summary>
/// <param name="Name">The name of its files, without extensions.</param>
/// <param name="Runtime">The runtime that it was recorded on.</param>
/// <param name="Scenario">The sample target that it was recorded of.</param>
public sealed record CheckedInTrace(string Name, int Runtime, string Scenario)
{
    public static IReadOnlyList<CheckedInTrace> All { get; } =
    [
        new("five-faults-net8", 8, "five-faults"),
        new("five-faults-net10", 10, "five-faults"),
    ];

    /// <summary>The trace, compressed: most of it are names of methods.</summary>
    public string CompressedPath => RepositoryRoot.Combine("tests", "traces", Name + ".nettrace.gz");

    /// <summary>The findings expected of it, relative to the folder tests.</summary>
    public string ExpectedFile => $"traces/{Name}.expected.json";

    public async Task UnpackAsync(string path)
    {
        await using FileStream compressed = File.OpenRead(CompressedPath);
        await using GZipStream content = new(compressed, CompressionMode.Decompress);
        await using FileStream file = File.Create(path);
        await content.CopyToAsync(file);
    }

    public async Task PackAsync(string path)
    {
        await using FileStream file = File.OpenRead(path);
        await using FileStream compressed = File.Create(CompressedPath);
        await using GZipStream content = new(compressed, CompressionLevel.SmallestSize);
        await file.CopyToAsync(content);
    }

    public override string ToString() => Name;
}
