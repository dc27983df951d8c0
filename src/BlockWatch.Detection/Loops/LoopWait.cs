using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Loops;

/// <summary>A wait or a contention of a loop that is over.</summary>
/// <param name="Interval">From its start event to its stop event, or until when it is known to have gone on.</param>
/// <param name="Kind">Wait or contention.</param>
/// <param name="StallId">The number under which it was told of while it went on; 0 when it was not.</param>
/// <param name="EndIsLowerBound">True when its stop was lost, or the session ended first.</param>
internal readonly record struct LoopWait(ExactInterval Interval, EvidenceKind Kind, long StallId, bool EndIsLowerBound)
{
    public long DurationNs => Interval.End - Interval.Start;

    public bool LiesIn(long start, long end) => Interval.Start >= start && Interval.End <= end;
}
