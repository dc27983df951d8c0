namespace BlockWatch.Reports.Diffs.Model;

/// <summary>One of the two reports.</summary>
public sealed record DiffSide
{
    /// <summary>The targets' names, each once.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    /// <summary>Of several targets the sum.</summary>
    public required double WatchedMs { get; init; }

    public required long WorkItems { get; init; }

    public required long StallCount { get; init; }

    public required long UnexplainedCount { get; init; }

    /// <summary>Why it proves nothing that something is not in it, a few words each; empty when it does.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }
}
