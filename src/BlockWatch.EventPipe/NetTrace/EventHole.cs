namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Events of one thread that are missing, seen by its numbering.</summary>
/// <param name="ThreadId">The operating system's number of the thread that raised them.</param>
/// <param name="Ticks">Of what came next, by the trace's clock: they are older.</param>
/// <param name="SinceTicks">Of its last event before them, or of the last time at which its numbering was said.</param>
/// <param name="Expected">The number that should have come.</param>
/// <param name="Found">The one that came.</param>
internal readonly record struct EventHole(long ThreadId, long Ticks, long SinceTicks, int Expected, int Found);
