namespace BlockWatch.EventPipe.Lanes;

/// <summary>One thread's stack at one instant, not yet resolved.</summary>
/// <param name="Time">Nanoseconds since the watch began.</param>
/// <param name="ThreadId">The operating system's id.</param>
/// <param name="Addresses">Leaf first.</param>
/// <param name="RanManagedCode">The sampler's word. False: in native code or blocked.</param>
/// <param name="WantedProcessor">True: by the operating system's word it ran, or was ready to, for at least half of the burst.</param>
internal readonly record struct RawSample(long Time, long ThreadId, ulong[] Addresses, bool RanManagedCode, bool WantedProcessor = false);
