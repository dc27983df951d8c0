using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Locks;

/// <summary>A part of a hold that one thing explains.</summary>
/// <param name="Reading">What the owner's stack says; its site is never null.</param>
/// <param name="DurationNs">Nanoseconds.</param>
/// <param name="IsSampled">True when samples say it, and not an event.</param>
internal readonly record struct HoldPiece(StackReading Reading, long DurationNs, bool IsSampled);
