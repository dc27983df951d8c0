namespace SampleTargets.Truth;

/// <summary>A fault that has happened.</summary>
/// <param name="Fault">Where and since when.</param>
/// <param name="EndTimestamp">Stopwatch ticks.</param>
/// <param name="Category">What held the thread.</param>
/// <param name="Chain">The async methods that led to it, outermost first, the one that blocks last; null where that is not told.</param>
internal readonly record struct Occurrence(Fault Fault, long EndTimestamp, FaultCategory Category, IReadOnlyList<string>? Chain);
