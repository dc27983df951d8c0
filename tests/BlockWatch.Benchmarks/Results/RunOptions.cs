namespace BlockWatch.Benchmarks.Results;

/// <summary>What all benchmarks are told.</summary>
/// <param name="JsonPath">Where the JSON result goes; null for none.</param>
/// <param name="CommandLine">What was typed, for who repeats it.</param>
internal sealed record RunOptions(string? JsonPath, string CommandLine);
