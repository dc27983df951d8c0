using System.Globalization;
using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>What one variant cost on one level, over its rounds.</summary>
internal sealed record LevelSummary
{
    private LevelSummary(string level, Variant variant, IReadOnlyList<WatchedRound> rounds)
    {
        Level = level;
        Variant = variant.Name;
        Arguments = string.Join(' ', variant.Arguments);
        Rounds = rounds;
    }

    public string Level { get; }

    public string Variant { get; }

    public string Arguments { get; }

    public IReadOnlyList<WatchedRound> Rounds { get; }

    public Spread CpuRatio => Spread.Of([.. Rounds.Select(round => round.CpuRatio)]);

    public Spread ThroughputRatio => Spread.Of([.. Rounds.Select(round => round.ThroughputRatio)]);

    public Spread AddedMsPerSecond => Spread.Of([.. Rounds.Select(round => round.AddedMsPerSecond)]);

    public Spread ToolCores => Spread.Of([.. Rounds.Select(round => round.ToolCores)]);

    /// <summary>One summary for each variant that has rounds.</summary>
    public static IReadOnlyList<LevelSummary> Of(Level level, IReadOnlyList<Variant> variants, IReadOnlyList<WatchedRound> rounds) =>
    [
        .. variants.Select(variant => new LevelSummary(level.Name, variant, [.. rounds.Where(round => round.Variant == variant.Name)]))
            .Where(summary => summary.Rounds.Count > 0),
    ];

    /// <summary>One paragraph for people.</summary>
    /// <param name="reference">What this one's increase is compared with; null when it was not measured.</param>
    public string Describe(LevelSummary? reference)
    {
        string compared = reference is null || reference.Variant == Variant
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; its increase is {(CpuRatio.Median - 1) / (reference.CpuRatio.Median - 1):F2} of that of {reference.Variant}");
        string events = Rounds.Sum(round => round.Outcome.EventsLost) is { } lost && Rounds[0].Outcome.EventsLost is not null
            ? string.Create(CultureInfo.InvariantCulture, $"; {lost} events lost, {Rounds.Sum(round => round.Outcome.Findings?.Count)} findings")
            : "";
        double[] estimates = [.. Rounds.Select(static round => round.Outcome.EstimatedMsPerSecond).OfType<double>()];
        string estimated = estimates.Length > 0 ? $", by its own estimate {Series.Describe(estimates, "F1")}" : "";
        return $"  {Variant}: CPU a request x {Of(round => round.CpuRatio, "F3")} of {Rounds.Count}{compared}; throughput x {Of(round => round.ThroughputRatio, "F3")}; "
            + $"adds {Of(round => round.AddedMsPerSecond, "F1")} ms of CPU a second{estimated}{Environment.NewLine}"
            + $"    once: attaching {Of(round => round.AttachCpuMs, "F0")} ms, stopping {Of(round => round.StopCpuMs, "F0")} ms of the target's CPU; "
            + $"the tool itself: {Of(round => round.ToolCores * 100, "F1")} % of a core, {Of(round => round.ToolPeakMb, "F0")} MB at most{events}";
    }

    private string Of(Func<WatchedRound, double> figure, string format) => Series.Describe([.. Rounds.Select(figure)], format);
}
