namespace BlockWatch.Accuracy.Tests.Matching;

public class RowMatcherTests
{
    [Fact]
    public void A_watch_that_says_all_and_nothing_else_is_right_in_everything()
    {
        RowResult row = Made.Row([Made.Truth(1000, 200)], [Made.Stall(995, 210, Made.Part("BW0004", 204))], Made.Report(Made.Finding("BW0004")));

        Figures figures = row.Figures!;
        Assert.Equal(new Share(1, 1), figures.Stalls);
        Assert.Equal((200, 204), (figures.TruthMs, figures.FoundMs));
        Assert.Equal(new Share(1, 1), figures.Sites);
        Assert.Equal(new Share(1, 1), figures.Precise);
        Assert.Equal([new Share(1, 1), new Share(1, 1), new Share(1, 1)], [figures.Rule, figures.Method, figures.Line]);
        Assert.Equal(0.02, Assert.Single(figures.DurationErrors), 6);
        Assert.Equal(205, row.FirstFindingMs!.Value, 3);
        Assert.Empty(row.Differences);
    }

    [Fact]
    public void What_is_missed_unexplained_and_wrong_is_counted_and_told()
    {
        RowResult row = Made.Row(
            [Made.Truth(1000, 200), Made.Truth(2000, 200), Made.Truth(3000, 200), Made.Truth(4000, 200, "Lock", line: 5)],
            [
                Made.Stall(995, 210, Made.Part("BW0004", 200)),
                Made.Stall(1995, 210, Made.Unexplained(210)),
                Made.Stall(3995, 210, Made.Part("BW0004", 200, line: 1, method: "N.Other.Do()")),
            ],
            Made.Report(Made.Finding("BW0004"), Made.Finding("BW0004", 1, "N.Other.Do()"), Made.Finding("BW0009")));

        Figures figures = row.Figures!;
        Assert.Equal(new Share(3, 4), figures.Stalls);
        Assert.Equal(new Share(1, 2), figures.Sites);
        Assert.Equal(new Share(1, 2), figures.Precise);
        Assert.Equal([new Share(1, 3), new Share(1, 3), new Share(1, 3)], [figures.Rule, figures.Method, figures.Line]);
        Assert.Equal(1, figures.UnexplainedStalls);
        Assert.Equal(
            [
                "Sleep Shop.PayAsync:4: unexplained, 1 of 3 times",
                "Sleep Shop.PayAsync:4: missed, 1 of 3 times",
                "Lock Shop.PayAsync:5: named as BW0004 N.Other.Do:1, 1 of 1 times",
                "Lock Shop.PayAsync:5: no finding",
                "not so: BW0004 N.Other.Do:1 calling nothing, 1 times",
            ],
            row.Differences);
    }

    [Fact]
    public void A_rule_that_the_scenario_is_for_and_that_says_nothing_is_told() =>
        Assert.Equal(["no BW0004 at all"], Made.Row([], [], Made.Report()).Differences);

    [Fact]
    public void The_time_of_one_statement_in_one_stall_is_compared_as_a_whole()
    {
        // Two occurrences of the same sleep, one too short to count, and a statement that the tool tells as two parts.
        RowResult row = Made.Row(
            [Made.Truth(1000, 200), Made.Truth(1200, 40)],
            [Made.Stall(995, 250, Made.Part("BW0004", 150), Made.Part("BW0004", 84))],
            Made.Report(Made.Finding("BW0004")));

        Assert.Equal(6.0 / 240, Assert.Single(row.Figures!.DurationErrors), 6);
    }

    [Fact]
    public void Garbage_collection_that_the_tool_leaves_out_is_no_error()
    {
        RowResult row = Made.Row([Made.Truth(1000, 200)], [Made.Stall(995, 210, Made.Part("BW0004", 160)) with { GcMs = 30 }], Made.Report(Made.Finding("BW0004")));

        Assert.Equal(10.0 / 200, Assert.Single(row.Figures!.DurationErrors), 6);
    }

    [Fact]
    public void A_finding_on_a_thread_outside_the_pool_is_not_precise() =>
        Assert.Equal(new Share(0, 1), Made.Row([Made.Truth(1000, 200, onPool: false)], [], Made.Report(Made.Finding("BW0004"))).Figures!.Precise);

    [Fact]
    public void A_finding_is_precise_by_an_occurrence_of_any_length() =>
        Assert.Equal(new Share(1, 1), Made.Row([Made.Truth(1000, 20)], [], Made.Report(Made.Finding("BW0004"))).Figures!.Precise);

    [Fact]
    public void Findings_of_the_start_and_the_end_of_the_program_alone_are_told_apart()
    {
        LivePart start = Made.Part("BW0006", 150, method: "N.Program.Start()") with { SiteId = "start" };
        LivePart both = Made.Part("BW0006", 150, method: "N.Program.Log()") with { SiteId = "both" };
        ReportDocument report = Made.Report(
            Made.Finding("BW0006", method: "N.Program.Start()") with { Id = "start" }, Made.Finding("BW0006", method: "N.Program.Log()") with { Id = "both" });
        Observation seen = Made.Observation([], [Made.Stall(400, 150, start), Made.Stall(700, 150, both), Made.Stall(9010, 150, start), Made.Stall(8990, 150, both)], report) with
        {
            Scenario = new WatchedInterval(Made.UnixMs(500), Made.UnixMs(9000)),
        };

        RowResult row = new RowMatcher(Made.Source).Match(Made.Plan(ScenarioKind.Healthy, WatchMode.Run), seen);

        Assert.Equal((new Share(0, 1), 1), (row.Figures!.Precise, row.Figures.OutsideFindings));
        Assert.Equal(
            ["not so: BW0006 N.Program.Log:4 calling nothing, 1 times", "at the start or the end of the program: BW0006 N.Program.Start:4 calling nothing, 1 times"],
            row.Differences);
    }

    [Fact]
    public void An_episode_of_starvation_is_no_blocked_thread()
    {
        RowResult row = Made.Row([Made.Truth(1000, 3000, "Starvation", thread: 0, onPool: false)], [], Made.Report());

        Assert.Equal(Share.None, row.Figures!.Stalls);
    }
}
