namespace BlockWatch.Accuracy.Tests.Matching;

/// <summary>Deadlocks, event loops and lost tasks against the truth.</summary>
public class StructureTests
{
    private const string Other = "SampleTargets.Scenarios.Shop.ShipAsync(int)";

    private static readonly ReportedDeadlockStep[] Ring = [Made.Step(7), Made.Step(8, line: 5)];

    [Fact]
    public void A_deadlock_is_right_when_each_of_its_threads_is_named_where_it_waits()
    {
        RowResult row = Row(["BW0008"], [Made.Deadlocked(1000, 7), Made.Deadlocked(1000, 8, line: 5)], [Made.DeadlockLine(1000, Ring)], [Made.Deadlock(Ring)]);

        Assert.Equal((new Share(2, 2), new Share(2, 2), new Share(1, 1), 0), (row.Figures!.Stalls, row.Figures.Sites, row.Figures.Precise, row.Figures.FalseDeadlocks));
        Assert.Equal([new Share(2, 2), new Share(2, 2), new Share(2, 2)], [row.Figures.Rule, row.Figures.Method, row.Figures.Line]);
        Assert.Equal((0, 0, 1500), (row.Figures.TruthMs, row.Figures.FoundMs, row.FirstFindingMs));
        Assert.Empty(row.Figures.DurationErrors);
        Assert.Empty(row.Differences);
    }

    [Fact]
    public void Of_threads_that_wait_alike_one_is_named_for_all()
    {
        ReportedDeadlockStep[] pool = [Made.Step(7, alike: 2)];
        RowResult row = Row(["BW0008"], [Made.Deadlocked(1000, 7), Made.Deadlocked(1000, 8), Made.Deadlocked(1000, 9)], [Made.DeadlockLine(1000, pool)], [Made.Deadlock(pool)]);

        Assert.Equal((new Share(3, 3), new Share(1, 1)), (row.Figures!.Stalls, row.Figures.Sites));
    }

    [Fact]
    public void A_deadlock_that_nobody_tells_of_is_missed()
    {
        RowResult row = Row(["BW0008"], [Made.Deadlocked(1000, 7)], [], []);

        Assert.Equal(new Share(0, 1), row.Figures!.Stalls);
        Assert.Equal(["Deadlock Shop.PayAsync:4: missed, 1 of 1 times", "Deadlock Shop.PayAsync:4: no finding", "no BW0008 at all"], row.Differences);
    }

    [Fact]
    public void One_that_closed_before_the_watch_or_just_before_its_end_is_not_owed() =>
        Assert.Equal(Share.None, Row(["BW0008"], [Made.Deadlocked(-1, 7), Made.Deadlocked(8_500, 8)], [], []).Figures!.Stalls);

    [Fact]
    public void A_deadlock_where_there_is_none_is_a_false_accusation()
    {
        RowResult row = Made.Row([Made.Truth(1000, 200)], [Made.Stall(995, 210, Made.Part("BW0004", 204))], Made.Report(Made.Finding("BW0004"), Made.Deadlock(Ring)));

        Assert.Equal((new Share(1, 2), 1), (row.Figures!.Precise, row.Figures.FalseDeadlocks));
        Assert.Contains("shop .NET 10 attach: 1 false deadlocks", Verdict.Misses([row]));
    }

    [Fact]
    public void One_that_names_a_thread_beside_the_truths_is_false_as_well()
    {
        RowResult row = Row(["BW0008"], [Made.Deadlocked(1000, 7)], [Made.DeadlockLine(1000, Ring)], [Made.Deadlock(Made.Step(7), Made.Step(8, line: 1, method: Other))]);

        Assert.Equal((new Share(0, 1), 1), (row.Figures!.Precise, row.Figures.FalseDeadlocks));
    }

    [Fact]
    public void A_loops_turn_is_compared_as_a_stall_is_under_its_own_rule()
    {
        TruthOccurrence turn = Made.Truth(1000, 200, onPool: false) with { Kind = TruthKind.Loop };

        RowResult right = Row(["BW0012"], [turn], [Made.Stall(995, 210, Made.Part("BW0012", 204))], [Made.Finding("BW0012")]);
        RowResult wrong = Row(["BW0012"], [turn], [Made.Stall(995, 210, Made.Part("BW0004", 204))], [Made.Finding("BW0004")]);

        Assert.Equal((new Share(1, 1), new Share(1, 1), new Share(1, 1)), (right.Figures!.Sites, right.Figures.Precise, right.Figures.Rule));
        Assert.Equal(0.02, Assert.Single(right.Figures.DurationErrors), 6);
        Assert.Equal((new Share(0, 1), new Share(0, 1), new Share(0, 1)), (wrong.Figures!.Sites, wrong.Figures.Precise, wrong.Figures.Rule));
    }

    [Fact]
    public void A_loops_turn_that_nothing_explains_accuses_nobody()
    {
        LivePart unexplained = Made.Part("BW0012", 204) with { Frame = null };
        ReportedFinding finding = Made.Finding("BW0012") with { Site = new ReportedSite(null, null) };
        RowResult row = Row(["BW0012"], [Made.Truth(1000, 200, onPool: false) with { Kind = TruthKind.Loop }], [Made.Stall(995, 210, unexplained)], [finding]);

        Assert.Equal((Share.None, new Share(1, 1), new Share(0, 1)), (row.Figures!.Precise, row.Figures.Stalls, row.Figures.Rule));
        Assert.Contains("Sleep Shop.PayAsync:4: unexplained, 1 of 1 times", row.Differences);
    }

    [Fact]
    public void As_many_lost_tasks_are_found_as_the_finding_counts()
    {
        RowResult row = Row(["BW0011"], [Made.Lost(1000), Made.Lost(2000), Made.Lost(3000)], [], [Made.LostFinding(2, exceptions: new ReportedException("System.TimeoutException", 2))]);

        Assert.Equal((new Share(2, 3), new Share(1, 1), new Share(1, 1)), (row.Figures!.Stalls, row.Figures.Sites, row.Figures.Precise));
        Assert.Equal([new Share(2, 2), new Share(2, 2), Share.None], [row.Figures.Rule, row.Figures.Method, row.Figures.Line]);
        Assert.Equal(["Failed Shop.PayAsync: missed, 1 of 3 times"], row.Differences);
    }

    [Theory]
    [InlineData("SampleTargets.Scenarios.Shop.BuyAsync()", "System.IO.IOException", false)]
    [InlineData("SampleTargets.Scenarios.Shop.SellAsync()", "System.TimeoutException", false)]
    [InlineData("SampleTargets.Scenarios.Shop.BuyAsync()", "System.TimeoutException", true)]
    public void A_finding_with_another_exception_starter_or_fate_is_not_precise(string startedBy, string exception, bool stillRunning)
    {
        ReportedFinding finding = Made.LostFinding(1, startedBy, stillRunning, new ReportedException(exception, 1));

        Assert.Equal(new Share(0, 1), Row(["BW0011"], [Made.Lost(1000)], [], [finding]).Figures!.Precise);
    }

    [Fact]
    public void What_still_runs_at_the_end_is_owed_only_by_who_sees_the_end()
    {
        TruthOccurrence running = Made.Lost(1000, exception: null);
        ReportedFinding told = Made.LostFinding(1, stillRunning: true);

        Assert.Equal(Share.None, Row(["BW0011"], [running], [], []).Figures!.Stalls);
        Assert.Equal(new Share(1, 1), Row(["BW0011"], [running], [], [told], WatchMode.Run).Figures!.Stalls);
    }

    [Fact]
    public void Nothing_of_tasks_is_owed_by_who_does_not_see_them()
    {
        RowPlan blind = Made.Plan(detail: "full", rules: ["BW0008", "BW0011"]) with { Detail = "off" };
        RowResult row = new RowMatcher(Made.Source).Match(blind, Made.Observation([Made.Lost(1000), Made.Deadlocked(1000, 7)], [], Made.Report()));

        Assert.Equal(Share.None, row.Figures!.Stalls);
        Assert.Empty(row.Differences);
    }

    [Fact]
    public void A_chain_is_compared_where_tasks_are_followed()
    {
        TruthOccurrence truth = Made.Truth(1000, 200) with { Chain = ["BuyAsync", "PayAsync"] };
        LiveLine stall = Made.Stall(995, 210, Made.Part("BW0004", 204)) with { Chain = [new LiveChainLink("N.Shop.BuyAsync()", "tasks"), new LiveChainLink("N.Shop.PayAsync(int)", "stack")] };

        Assert.Equal(new Share(1, 1), Row(["BW0004"], [truth], [stall], [Made.Finding("BW0004")]).Figures!.Chain);
        Assert.Equal(new Share(0, 1), Row(["BW0004"], [truth], [stall with { Chain = null }], [Made.Finding("BW0004")]).Figures!.Chain);
        Assert.Equal(Share.None, Made.Row([truth], [stall], Made.Report(Made.Finding("BW0004"))).Figures!.Chain);
    }

    private static RowResult Row(
        IReadOnlyList<string> rules, IReadOnlyList<TruthOccurrence> truth, IReadOnlyList<LiveLine> lines, IReadOnlyList<ReportedFinding> findings, WatchMode mode = WatchMode.Attach) =>
        new RowMatcher(Made.Source).Match(Made.Plan(mode: mode, detail: "full", rules: rules), Made.Observation(truth, lines, Made.Report(findings)));
}
