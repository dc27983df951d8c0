using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.Fuzz.Seeds;

/// <summary>One event of a trace that inputs are made from.</summary>
internal sealed record SeedEvent(EventKind Kind, long Ticks, long ThreadId, byte[] Payload, ulong[] Stack);
