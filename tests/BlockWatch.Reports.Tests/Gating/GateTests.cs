using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Gating;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Gating;

public class GateTests
{
    [Theory]
    [InlineData("BW0001", GateOutcome.Passed)]
    [InlineData("BW0004", GateOutcome.Failed)]
    [InlineData("BW0001,BW0003", GateOutcome.Failed)]
    [InlineData("severity:error", GateOutcome.Failed)]
    [InlineData("any", GateOutcome.Failed)]
    public void It_fails_on_what_it_names_and_passes_otherwise(string conditions, GateOutcome expected) =>
        Assert.Equal(expected, Judge(conditions, Results.Rich).Outcome);

    [Theory]
    [InlineData(Severity.Info, "severity:warning", GateOutcome.Passed)]
    [InlineData(Severity.Warning, "severity:warning", GateOutcome.Failed)]
    [InlineData(Severity.Error, "severity:warning", GateOutcome.Failed)]
    [InlineData(Severity.Warning, "severity:error", GateOutcome.Passed)]
    [InlineData(Severity.Info, "severity:info", GateOutcome.Failed)]
    public void A_severity_means_that_and_worse(Severity severity, string conditions, GateOutcome expected) =>
        Assert.Equal(expected, Judge(conditions, With(RichFindings.Sleep with { Severity = severity })).Outcome);

    [Fact]
    public void What_was_found_is_named_with_its_place_and_amount()
    {
        Assert.Equal(
            "the gate failed: 1 finding of --fail-on BW0004: BW0004 Thread.Sleep in Shop.Orders.CheckoutAsync(int) at Orders.cs:42 (41 stalls, 8.4 s)",
            Judge("BW0004", Results.Rich).Sentence);
        Assert.Equal(
            "the gate failed: 6 findings of --fail-on any: BW0004 Thread.Sleep in Shop.Orders.CheckoutAsync(int) at Orders.cs:42 (41 stalls, 8.4 s); "
            + "BW0003 lock in Shop.Stock.Reserve(string, int) at Stock.cs:88 (2 stalls, 3.0 s); BW0006 CPU work in Shop.Notes.Hash(byte[]) (1 stall, 105 ms) and 3 more",
            Judge("any", Results.Rich).Sentence);
    }

    [Fact]
    public void A_pass_says_how_long_was_watched_and_what_is_unexplained()
    {
        Assert.Equal("the gate passed: nothing of --fail-on any in 10.0 s of watching", Judge("any", Results.Nothing).Sentence);
        Assert.Equal("the gate passed: nothing of --fail-on BW0001 in 10.0 s of watching; 2 stalls are unexplained (BW0009)", Judge("BW0001", Results.Rich).Sentence);
    }

    public static TheoryData<string, string> Doubts() => new()
    {
        { "lost events", "1,204 events were lost" },
        { "a gap", "the record is incomplete" },
        { "a broken trace", "the trace broke off" },
        { "a broken connection", "the connection to the target broke" },
        { "narrowed spans", "work items were watched for 3.2 s of 10.0 s only" },
        { "no spans lane", "work items were not watched" },
        { "spans off", "work items were not watched" },
        { "no span seen", "no work of the target was seen from start to end" },
        { "no evidence", "neither waits nor stacks were watched, so no stall could be explained" },
    };

    [Theory]
    [MemberData(nameof(Doubts))]
    public void What_could_not_all_be_seen_never_passes(string case_, string why)
    {
        GateVerdict verdict = Judge("BW0001", Doubtful(case_));

        Assert.Equal(GateOutcome.Undecided, verdict.Outcome);
        Assert.Equal($"the gate is not decided: nothing of --fail-on BW0001 was found, but not everything could be seen ({why}), so that is no pass: watch again", verdict.Sentence);
        Assert.Equal(GateOutcome.Failed, Judge("BW0004", Doubtful(case_) with { Detection = Doubtful(case_).Detection with { Findings = [RichFindings.Sleep] } }).Outcome);
    }

    [Fact]
    public void Bursts_that_came_late_and_waits_told_on_demand_hide_no_stall()
    {
        WatchResult narrowed = With() with
        {
            Session = Results.TenSeconds with
            {
                Lanes = [new LaneStatus("spans", "full", null, 1, 10_000), new LaneStatus("waits", "narrowed", "on demand", 1, 900), new LaneStatus("bursts", "narrowed", "late", 1, 20)],
            },
        };

        Assert.Equal(GateOutcome.Passed, Judge("any", narrowed).Outcome);
    }

    [Fact]
    public void Lost_tasks_need_the_lane_that_tells_of_them()
    {
        Assert.Equal(GateOutcome.Undecided, Judge("BW0011", Results.Nothing).Outcome);
        WatchResult followed = Results.Nothing with { Session = Results.TenSeconds with { Lanes = [.. Results.TenSeconds.Lanes, new LaneStatus("async", "full", null, 1, 10_000)] } };
        Assert.Equal(GateOutcome.Passed, Judge("BW0011", followed).Outcome);
        Assert.Equal(GateOutcome.Failed, Judge("BW0011", With(RichFindings.Lost)).Outcome);
    }

    [Fact]
    public void Only_what_the_baseline_lacks_is_new_wherever_its_line_is_now()
    {
        Finding moved = RichFindings.Sleep with { Site = Sites.Sleep with { Id = "ffffffffffff", UserFrame = Frames.User(Frames.Checkout.Method, "/src/shop/Orders.cs", 99) } };

        Assert.Equal(GateOutcome.Passed, Judge("new", With(moved), With(RichFindings.Sleep)).Outcome);
        Assert.Equal(GateOutcome.Failed, Judge("new", With(moved), With(RichFindings.Lock)).Outcome);
        Assert.Equal(GateOutcome.Passed, Judge("new", With(moved), With(RichFindings.Lock), With(RichFindings.Sleep)).Outcome);
        Assert.Equal(GateOutcome.Failed, Judge("new:BW0004", With(moved), With()).Outcome);
        Assert.Equal(GateOutcome.Passed, Judge("new:BW0001", With(moved), With()).Outcome);
    }

    [Fact]
    public void What_nothing_explains_is_new_only_when_its_rule_is_named()
    {
        Assert.Equal(GateOutcome.Passed, Judge("new", With(RichFindings.Unexplained), With()).Outcome);
        Assert.Equal(GateOutcome.Failed, Judge("new:BW0009", With(RichFindings.Unexplained), With()).Outcome);
        Assert.Equal(GateOutcome.Failed, Judge("any", With(RichFindings.Unexplained)).Outcome);
    }

    [Fact]
    public void What_the_baselines_configuration_suppressed_is_not_new() =>
        Assert.Equal(GateOutcome.Passed, Judge("new", With(RichFindings.Sleep), SuppressedResult.Result).Outcome);

    [Fact]
    public void Against_a_baseline_with_holes_nothing_is_surely_new()
    {
        GateVerdict holes = Judge("new", With(RichFindings.Sleep), Results.Incomplete);
        GateVerdict longer = Judge("new", With(RichFindings.Sleep), Results.Nothing with { Session = Results.TenSeconds with { ThresholdMs = 500 } });

        Assert.Equal(
            "the gate is not decided: the baseline lacks BW0004 Thread.Sleep in Shop.Orders.CheckoutAsync(int) at Orders.cs:42 (41 stalls, 8.4 s), "
            + "but not everything could be seen when it was made (1,204 events were lost, the trace broke off and work items were watched for 3.2 s of 10.0 s only): make a new baseline",
            holes.Sentence);
        Assert.Equal((GateOutcome.Undecided, GateOutcome.Undecided), (holes.Outcome, longer.Outcome));
        Assert.Contains("its threshold was 500 ms", longer.Sentence, StringComparison.Ordinal);
        Assert.Equal(GateOutcome.Failed, Judge("new,BW0004", With(RichFindings.Sleep), Results.Incomplete).Outcome);
    }

    [Fact]
    public void Of_several_targets_one_finding_fails_and_one_doubt_is_enough_for_no_pass()
    {
        Assert.Equal(GateOutcome.Failed, NewGate("BW0003").Judge(Made.ReportSet(SetResults.Four)).Outcome);
        GateVerdict verdict = NewGate("BW0001").Judge(Made.ReportSet(SetResults.Four));
        Assert.Equal(GateOutcome.Undecided, verdict.Outcome);
        Assert.Contains("(Old (pid 4711) was not watched and Search (pid 5000): the connection to the target broke)", verdict.Sentence, StringComparison.Ordinal);
        Assert.Equal(GateOutcome.Passed, NewGate("BW0001").Judge(Made.ReportSet(SetResults.Four with { Targets = [.. SetResults.Four.Targets.Take(2)] })).Outcome);
        Assert.Equal(GateOutcome.Undecided, NewGate("BW0001").Judge(Made.ReportSet(SetResults.Four with { Targets = [] })).Outcome);
    }

    [Fact]
    public void Names_of_the_target_are_harmless()
    {
        string sentence = Judge("any", HostileResult.Result).Sentence;

        Assert.DoesNotContain('\u001b', sentence);
        Assert.DoesNotContain('\n', sentence);
    }

    private static GateVerdict Judge(string conditions, WatchResult result, params WatchResult[] baselines) => NewGate(conditions, baselines).Judge(Made.Report(result));

    private static Gate NewGate(string conditions, params WatchResult[] baselines)
    {
        Assert.True(GateConditionText.TryParse(conditions, out IReadOnlyList<GateCondition> read, out string problem), problem);
        return new Gate(read, [.. baselines.Select(baseline => RecordedSites.Of(Made.Report(baseline)))]);
    }

    private static WatchResult With(params Finding[] findings) => Results.Nothing with { Detection = new DetectionSnapshot { SpanCount = 100, Findings = findings } };

    private static WatchResult Doubtful(string case_)
    {
        SessionDescription session = Results.TenSeconds;
        LaneStatus[] others = [.. session.Lanes.Skip(1)];
        return case_ switch
        {
            "lost events" => With() with { Session = session with { EventsLost = 1_204, Complete = false } },
            "a gap" => With() with { Detection = new DetectionSnapshot { SpanCount = 1, Gaps = [new Gap(Lane.Waits, 0, 1, 0)] } },
            "a broken trace" => With() with { Session = session with { End = SessionEnd.TraceTruncated } },
            "a broken connection" => With() with { Session = session with { End = SessionEnd.ConnectionLost } },
            "narrowed spans" => With() with { Session = session with { Lanes = [new LaneStatus("spans", "narrowed", "budget", 1, 3_200), .. others] } },
            "no spans lane" => With() with { Session = session with { Lanes = others } },
            "spans off" => With() with { Session = session with { Lanes = [new LaneStatus("spans", "off", null, 0, 0), .. others] } },
            "no span seen" => With() with { Detection = DetectionSnapshot.Empty },
            "no evidence" => With() with
            {
                Session = session with { Lanes = [session.Lanes[0], new LaneStatus("waits", "unavailable", null, 0, 0)] },
                Detection = new DetectionSnapshot { SpanCount = 1, StallCount = 1, UnexplainedCount = 1 },
            },
            _ => throw new ArgumentOutOfRangeException(nameof(case_), case_, null),
        };
    }
}
