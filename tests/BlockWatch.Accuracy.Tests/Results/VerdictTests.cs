namespace BlockWatch.Accuracy.Tests.Results;

public class VerdictTests
{
    private static readonly Share Half = new(1, 2);
    private static readonly Share Full = new(2, 2);

    [Fact]
    public void What_meets_every_target_has_no_miss() => Assert.Empty(Verdict.Misses([Row(10, Full, 0.01), Row(9, Full, 0.02), Row(8, Full, 0.5)]));

    [Fact]
    public void Each_missed_target_is_named_by_runtime_and_figure() =>
        Assert.Equal(
            [
                ".NET 8: recall of sites is 0.500, must be at least 0.90",
                ".NET 10: recall of stalls is 0.500, must be at least 0.98",
                ".NET 10: recall of sites is 0.500, must be at least 1.00",
                ".NET 10: precision of sites is 0.500, must be at least 0.99",
                ".NET 10: right rule is 0.500, must be at least 0.97",
                ".NET 10: right method is 0.500, must be at least 0.98",
                ".NET 10: right line is 0.500, must be at least 0.97",
                ".NET 10: duration error p50 is 0.200, must be at most 0.02",
                ".NET 10: duration error p95 is 0.200, must be at most 0.10",
            ],
            Verdict.Misses([Row(10, Half, 0.2), Row(8, Half, 0.2)]));

    [Fact]
    public void Faulty_rows_without_a_single_occurrence_prove_nothing() =>
        Assert.Equal([".NET 8: recall of sites: nothing to measure"], Verdict.Misses([Row(8, Share.None, 0)]));

    [Fact]
    public void A_finding_in_a_healthy_program_or_twin_is_a_miss() =>
        Assert.Equal(
            ["shop .NET 10 attach: 2 findings where there is no fault", "shop (twin) .NET 10 attach: 2 findings where there is no fault"],
            Verdict.Misses([
                Row(10, Full, 0) with { Kind = ScenarioKind.Healthy },
                Row(10, Full, 0) with { Key = new RowKey("shop", 10, WatchMode.Attach, IsTwin: true) },
            ]));

    [Fact]
    public void A_false_deadlock_is_a_miss_wherever_it_is() =>
        Assert.Equal(
            ["shop .NET 10 attach: 1 false deadlocks"],
            Verdict.Misses([Row(10, Full, 0) with { Kind = ScenarioKind.BlindSpot, Figures = FiguresTests.With(Full, [0]) with { FalseDeadlocks = 1 } }]));

    [Fact]
    public void Chains_are_held_to_their_target_where_there_are_some() =>
        Assert.Equal(
            [".NET 10: right chain of callers is 0.500, must be at least 0.95"],
            Verdict.Misses([Row(10, Full, 0.01) with { Figures = FiguresTests.With(Full, [0.01]) with { Chain = Half } }]));

    [Fact]
    public void A_row_that_failed_and_a_target_that_was_harmed_are_misses() =>
        Assert.Equal(
            ["shop .NET 10 attach: Not over within 68 s", "shop .NET 10 attach: the target ended with exit code 134 under watch"],
            Verdict.Misses([
                Row(10, Full, 0) with { Figures = null, Failure = "Not over within 68 s\nand more" },
                Row(10, Full, 0) with { TargetLived = false, TargetExitCode = 134 },
            ]));

    [Fact]
    public void A_blind_spot_takes_no_part() => Assert.Empty(Verdict.Misses([Row(10, Half, 0.5) with { Kind = ScenarioKind.BlindSpot }]));

    private static RowResult Row(int runtime, Share all, double error) => new()
    {
        Key = new RowKey("shop", runtime, WatchMode.Attach, IsTwin: false),
        Kind = ScenarioKind.Faulty,
        Seconds = 8,
        Figures = FiguresTests.With(all, [error]),
        TargetLived = true,
        TargetExitCode = 0,
    };
}
