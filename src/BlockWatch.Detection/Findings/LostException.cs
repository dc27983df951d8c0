namespace BlockWatch.Detection.Findings;

/// <summary>So many lost tasks failed with this.</summary>
/// <param name="Type">The exception's type, with its namespace.</param>
/// <param name="Count">At least 1.</param>
public sealed record LostException(string Type, long Count);
