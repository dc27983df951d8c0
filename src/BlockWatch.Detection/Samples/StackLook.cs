using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Samples;

/// <summary>One look at a thread's stack, whatever it showed.</summary>
/// <param name="Time">When.</param>
/// <param name="Reading">What it showed.</param>
/// <param name="RanManagedCode">True when the thread is known to have run.</param>
internal readonly record struct StackLook(long Time, StackReading Reading, bool RanManagedCode);
