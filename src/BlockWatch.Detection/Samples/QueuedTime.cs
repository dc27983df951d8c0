namespace BlockWatch.Detection.Samples;

/// <summary>How long a thread wanted a processor between two looks at it.</summary>
/// <param name="Start">The first look, nanoseconds since the session began.</param>
/// <param name="End">The second look.</param>
/// <param name="QueuedNs">For how long it was ready to run, but did not, nanoseconds; where in between is not known.</param>
/// <param name="RanNs">For how long it ran, nanoseconds.</param>
internal readonly record struct QueuedTime(long Start, long End, long QueuedNs, long RanNs)
{
    /// <summary>How much of it is certain to lie in an interval: all but what may lie outside.</summary>
    public long AtLeastWithin(long start, long end)
    {
        long overlap = Math.Min(End, end) - Math.Max(Start, start);
        return overlap <= 0 ? 0 : Math.Clamp(QueuedNs - (End - Start - overlap), 0, overlap);
    }
}
