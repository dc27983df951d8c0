namespace SampleTargets.Truth;

/// <summary>A fault that has happened.</summary>
/// <param name="Fault">Where and since when.</param>
/// <param name="EndTimestamp">Stopwatch ticks.</param>
/// <param name="Category">What held the thread.</param>
/// <param name="Kind">What it is the truth of.</param>
/// <param name="Chain">The async methods that led to it, outermost first, the one that blocks last; null where that is not told.</param>
/// <param name="Lost">The task, where one was lost; null otherwise.</param>
internal readonly record struct Occurrence(
    Fault Fault, long EndTimestamp, FaultCategory Category, TruthKind Kind, IReadOnlyList<string>? Chain, LostTask? Lost);
