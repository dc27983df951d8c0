namespace BlockWatch.Benchmarks.Overhead;

/// <summary>One stretch of time with blockwatch attached.</summary>
/// <param name="Measured">What the target did once the sessions ran.</param>
/// <param name="AttachCpuMs">Processor time that the target spent more than usual while blockwatch attached, milliseconds.</param>
/// <param name="SpanEventsPerSecond">Received by blockwatch's spans lane.</param>
/// <param name="WaitEventsPerSecond">Received by its waits lane.</param>
/// <param name="Samples">Received in its bursts, in all.</param>
/// <param name="EventsLost">Dropped by the runtime.</param>
/// <param name="CollectorCores">Processor time of blockwatch itself for each second of watching.</param>
/// <param name="Findings">Sites reported; the load has no fault.</param>
internal sealed record WatchedRound(
    Round Measured,
    double AttachCpuMs,
    double SpanEventsPerSecond,
    double WaitEventsPerSecond,
    long Samples,
    long EventsLost,
    double CollectorCores,
    int Findings);
