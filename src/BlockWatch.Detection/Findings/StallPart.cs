using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Findings;

/// <summary>The part of a stall that one site explains.</summary>
/// <param name="Site">Where and why.</param>
/// <param name="DurationNs">Nanoseconds of the stall, without garbage collection.</param>
/// <param name="Evidence">How we know.</param>
/// <param name="SampleCount">Samples that say so; 0 when the evidence is events.</param>
/// <param name="Stack">An example; null for unexplained parts.</param>
public sealed record StallPart(Site Site, long DurationNs, EvidenceKind Evidence, int SampleCount, CallStack? Stack)
{
    /// <summary>True when a suppression or the site's own threshold keeps it out of the findings.</summary>
    public bool IsLeftOut { get; init; }
}
