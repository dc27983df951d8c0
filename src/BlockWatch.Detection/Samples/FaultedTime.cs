namespace BlockWatch.Detection.Samples;

/// <summary>Major page faults of a thread between two looks at it.</summary>
/// <param name="Start">The first look, nanoseconds since the session began.</param>
/// <param name="End">The second look.</param>
/// <param name="MajorFaults">How many; where in between is not known.</param>
/// <param name="AwayNs">For how long the thread neither ran nor was ready to run, nanoseconds: for these faults, or for anything else.</param>
internal readonly record struct FaultedTime(long Start, long End, long MajorFaults, long AwayNs)
{
    // A disk that has to seek takes some 10 ms a page, a busy one more; a thread that was away for longer was not away for its faults.
    private const long LongestFaultNs = 20_000_000;

    /// <summary>For how long the thread may have waited for these pages, when all threads were stopped for so long meanwhile; nanoseconds.</summary>
    public long PagedNs(long pausedNs) => Math.Max(0, Math.Min(AwayNs - pausedNs, MajorFaults * LongestFaultNs));
}
