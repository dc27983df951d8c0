namespace BlockWatch.Detection.Findings;

/// <summary>A time in which work waited because no pool thread was free: from its first sign until the queue drained.</summary>
public sealed record StarvationEpisode
{
    /// <summary>Counts from 1 within a session.</summary>
    public required int Id { get; init; }

    /// <summary>Nanoseconds since the session began.</summary>
    public required long StartNs { get; init; }

    /// <summary>Null while it goes on.</summary>
    public long? EndNs { get; init; }

    public int PeakThreads { get; init; }

    public long PeakQueue { get; init; }

    /// <summary>The first sign: <c>queue grew while nothing completed</c>, <c>runtime added a thread: starvation</c>, …</summary>
    public required string FirstSign { get; init; }

    /// <summary>The most pool-thread-seconds first.</summary>
    public IReadOnlyList<Culprit> Culprits { get; init; } = [];
}
