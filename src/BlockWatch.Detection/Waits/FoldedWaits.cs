using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Waits;

/// <summary>Many waits of one span at one site, of which only the sum is kept.</summary>
internal sealed class FoldedWaits
{
    public required StackReading Reading { get; init; }

    public required EvidenceKind Evidence { get; init; }

    public long Start { get; set; }

    public long End { get; set; }

    /// <summary>The waits' sum without garbage collection, nanoseconds.</summary>
    public long NetNs { get; set; }

    public int Count { get; set; }
}
