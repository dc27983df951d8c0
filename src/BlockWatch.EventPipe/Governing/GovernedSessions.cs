using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Governing;

/// <summary>The sessions of a watch that are changed to keep its budget.</summary>
/// <param name="Spans">Lane 1.</param>
/// <param name="SpansWatermark">The time of its newest event, nanoseconds since the watch began.</param>
/// <param name="Waits">Lane 2.</param>
/// <param name="WaitsWatermark">The time of its newest event.</param>
/// <param name="Async">Lane 4.</param>
/// <param name="Now">The time, nanoseconds since the watch began.</param>
internal sealed record GovernedSessions(
    LaneSession Spans, Func<long> SpansWatermark, LaneSession Waits, Func<long> WaitsWatermark, OnOffSession Async, Func<long> Now);
