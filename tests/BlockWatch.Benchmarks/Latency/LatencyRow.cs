using System.Globalization;
using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Latency;

/// <summary>The latencies at one background load.</summary>
/// <param name="WorkItemsPerSecond">Asked for.</param>
/// <param name="ReachedPerSecond">Run while the stalls went on.</param>
/// <param name="LatenciesMs">From the start of each stall to its line with the frame.</param>
/// <param name="Missed">Stalls of which no line told.</param>
internal sealed record LatencyRow(int WorkItemsPerSecond, double ReachedPerSecond, IReadOnlyList<double> LatenciesMs, int Missed)
{
    private const double ThresholdMs = 100;
    private const double MedianTargetMs = ThresholdMs + 150;
    private const double P99TargetMs = ThresholdMs + 400;

    /// <summary>Null when none was named.</summary>
    public double? MedianMs => LatenciesMs.Count == 0 ? null : Series.Median(LatenciesMs);

    /// <summary>Null when none was named.</summary>
    public double? P99Ms => LatenciesMs.Count == 0 ? null : Series.Percentile(LatenciesMs, 99);

    public bool IsMet => Missed == 0 && MedianMs <= MedianTargetMs && P99Ms <= P99TargetMs;

    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{WorkItemsPerSecond} work items/s ({ReachedPerSecond:F0} reached): {Figures()}{LatenciesMs.Count} stalls named, {Missed} not: {(IsMet ? "met" : "NOT met")}");

    private string Figures() => LatenciesMs.Count == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture, $"median {MedianMs:F0} ms (target {MedianTargetMs}), p99 {P99Ms:F0} ms (target {P99TargetMs}), least {LatenciesMs.Min():F0} ms, ");
}
