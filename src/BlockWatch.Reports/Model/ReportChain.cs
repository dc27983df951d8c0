namespace BlockWatch.Reports.Model;

/// <summary>A chain of async callers by which stalls of a finding came about.</summary>
public sealed record ReportChain
{
    /// <summary>Outermost first; the last one blocks.</summary>
    public required IReadOnlyList<ReportChainLink> Links { get; init; }

    /// <summary>True when further callers outside the first are known to be missing.</summary>
    public required bool Cut { get; init; }

    /// <summary>Stalls that had it, of those of which a chain is known.</summary>
    public required long Count { get; init; }
}
