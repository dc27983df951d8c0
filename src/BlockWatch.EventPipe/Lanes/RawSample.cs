namespace BlockWatch.EventPipe.Lanes;

/// <summary>One thread's stack at one instant, not yet resolved.</summary>
/// <param name="Time">Nanoseconds since the watch began.</param>
/// <param name="ThreadId">The operating system's id.</param>
/// <param name="Addresses">Leaf first.</param>
/// <param name="RanManagedCode">True: it ran, by the sampler's word or by the operating system's. False: in native code or blocked.</param>
internal readonly record struct RawSample(long Time, long ThreadId, ulong[] Addresses, bool RanManagedCode);
