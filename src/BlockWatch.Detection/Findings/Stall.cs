using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Requests;

namespace BlockWatch.Detection.Findings;

/// <summary>One span that was at least as long as the threshold, as far as it is known.</summary>
public sealed record Stall
{
    /// <summary>Counts from 1 within a session; the same stall keeps its number when more becomes known.</summary>
    public required long Id { get; init; }

    public required long ThreadId { get; init; }

    /// <summary>Nanoseconds since the session began. When <see cref="StartIsLowerBound"/>, the stall began at this time or earlier.</summary>
    public required long StartNs { get; init; }

    /// <summary>True when the work item was taken before the session began to see it.</summary>
    public bool StartIsLowerBound { get; init; }

    /// <summary>Null while it goes on.</summary>
    public long? EndNs { get; init; }

    /// <summary>True when the end event was lost or the session ended first: then <see cref="EndNs"/> is when it was last known to go on.</summary>
    public bool EndIsLowerBound { get; init; }

    /// <summary>True when it was told of while it went on and then ended, by its thread's own word, before the threshold: it was none.</summary>
    public bool IsTooShort { get; init; }

    /// <summary>Time inside that garbage collections took, nanoseconds.</summary>
    public long GcNs { get; init; }

    /// <summary>What explains it, the largest first; one unexplained part when nothing does. While it goes on: what is known so far.</summary>
    public required IReadOnlyList<StallPart> Parts { get; init; }

    /// <summary>The endpoint whose request the largest part surely was in; null when that is not known.</summary>
    public RequestName? Request { get; init; }

    /// <summary>The async callers of the largest part; null when they are not known.</summary>
    public AsyncChain? Chain { get; init; }

    public bool IsExplained => Parts.Count > 0 && Parts[0].Site.Category != Explanation.BlockingCategory.Unexplained;
}
