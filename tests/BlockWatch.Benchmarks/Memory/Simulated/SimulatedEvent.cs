namespace BlockWatch.Benchmarks.Memory.Simulated;

/// <summary>One event, to be written with others of its thread.</summary>
/// <param name="MetadataId">Its kind.</param>
/// <param name="Time">Nanoseconds.</param>
/// <param name="ThreadId">Where it happened.</param>
/// <param name="StackId">0 for none.</param>
/// <param name="Payload">Used by many events.</param>
internal readonly record struct SimulatedEvent(int MetadataId, long Time, long ThreadId, int StackId, byte[] Payload);
