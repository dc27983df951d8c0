using BlockWatch.Detection.Suppressions;

namespace BlockWatch.Detection;

/// <summary>What counts as a stall, and what the target's runtime can show.</summary>
public sealed record DetectionOptions
{
    /// <summary>A span at least this long is a stall, nanoseconds. 100 ms unless told otherwise; at least 1 ms.</summary>
    public long ThresholdNs { get; init; } = 100_000_000;

    /// <summary>A turn of an event loop at least this long is blocked, nanoseconds; null: as <see cref="ThresholdNs"/>.</summary>
    public long? LoopThresholdNs { get; init; }

    /// <summary>Tells the operating system's name of one of the target's threads; null where nobody can, and its answer is null for a thread without a name of its own. Asked once for each loop; quick.</summary>
    public Func<long, string?>? ThreadName { get; init; }

    /// <summary>
    /// True when the target may run methods compiled as runtime async (.NET 11), of which no event tells what they await: that nobody seems to await a
    /// task says nothing then, and lost tasks (BW0011) are not looked for.
    /// </summary>
    public bool HasRuntimeAsync { get; init; }

    /// <summary>
    /// Stalls under the threshold are found when those of one site together take at least this much of pool threads in one
    /// second, nanoseconds. One second unless told otherwise: one pool thread that does nothing else. Above 0.
    /// </summary>
    public long ShortStallLimitNs { get; init; } = 1_000_000_000;

    /// <summary>Frames that are reported as the user's though their module is not: glob patterns on the method's full name (<c>Acme.Data.*</c>).</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Frames that are never named: a site whose user frame matches is passed over for the next user frame outwards. Glob patterns.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Assemblies whose frames are reported as the user's, whoever made them: glob patterns on the simple name (<c>Acme.Shared</c>). <see cref="Exclude"/> wins over it.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>How long a part at certain sites must be to count. The first that matches decides; it comes before suppressions.</summary>
    public IReadOnlyList<SiteThreshold> SiteThresholds { get; init; } = [];

    /// <summary>Sites that the user does not want to be told of. They are counted all the same.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];
}
