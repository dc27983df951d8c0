using System.Globalization;
using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Latency;

/// <summary>The latencies at one background load.</summary>
/// <param name="WorkItemsPerSecond">Asked for.</param>
/// <param name="ReachedPerSecond">Run while the stalls went on.</param>
/// <param name="LatenciesMs">From the start of each stall to its line with the frame.</param>
internal sealed record LatencyRow(int WorkItemsPerSecond, double ReachedPerSecond, IReadOnlyList<double> LatenciesMs)
{
    private const double ThresholdMs = 100;
    private const double MedianTargetMs = ThresholdMs + 150;
    private const double P99TargetMs = ThresholdMs + 400;

    public double MedianMs => Series.Median(LatenciesMs);

    public double P99Ms => Series.Percentile(LatenciesMs, 99);

    public bool IsMet => MedianMs <= MedianTargetMs && P99Ms <= P99TargetMs;

    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{WorkItemsPerSecond} work items/s ({ReachedPerSecond:F0} reached): median {MedianMs:F0} ms (target {MedianTargetMs}), p99 {P99Ms:F0} ms (target {P99TargetMs}), least {LatenciesMs.Min():F0} ms of {LatenciesMs.Count} stalls: {(IsMet ? "met" : "NOT met")}");
}
