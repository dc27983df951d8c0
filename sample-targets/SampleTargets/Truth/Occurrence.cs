namespace SampleTargets.Truth;

/// <summary>A fault that has happened.</summary>
/// <param name="Fault">Where and since when.</param>
/// <param name="EndTimestamp">Stopwatch ticks.</param>
/// <param name="Category">What held the thread.</param>
internal readonly record struct Occurrence(Fault Fault, long EndTimestamp, FaultCategory Category);
