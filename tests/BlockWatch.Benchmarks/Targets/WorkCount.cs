using System.Diagnostics;

namespace BlockWatch.Benchmarks.Targets;

/// <summary>How far a target's <see cref="WorkSource"/> was at one instant.</summary>
/// <param name="Done">Work items that had run.</param>
/// <param name="Ticks">The instant, by the monotonic clock.</param>
internal sealed record WorkCount(long Done, long Ticks)
{
    /// <summary>Work items a second since an earlier count.</summary>
    public double PerSecondSince(WorkCount earlier) => (Done - earlier.Done) / Stopwatch.GetElapsedTime(earlier.Ticks, Ticks).TotalSeconds;
}
