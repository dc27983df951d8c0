using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Suppressions;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Suppressions;

public sealed class SuppressionTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Jobs.Import", "Thread.Sleep");
    private static readonly CallStack Pay = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");

    // Two stalls of 200 and 300 ms in Jobs.Import, one of 150 in Orders.Pay, and one of 400 that is half this, half that.
    private static EventScript Script()
    {
        EventScript script = new EventScript().BeatsUntil(3000);
        script.At(100).Start(1).Wait(1, Sleep).At(300).WaitEnd(1).Idle(1);
        script.At(500).Start(1).Wait(1, Sleep).At(800).WaitEnd(1).Idle(1);
        script.At(900).Start(2).Wait(2, Pay).At(1050).WaitEnd(2).Idle(2);
        return script.At(1200).Start(3).Wait(3, Sleep).At(1400).WaitEnd(3).Wait(3, Pay).At(1600).WaitEnd(3).Idle(3);
    }

    private static Simulation Watch(params Suppression[] suppressions) =>
        new Simulation(new DetectionOptions { Suppressions = suppressions }).Run(Script()).Complete(3000);

    [Fact]
    public void A_suppressed_site_is_no_finding_but_its_time_is_still_in_the_totals()
    {
        DetectionSnapshot all = Watch().Snapshot;
        DetectionSnapshot snapshot = Watch(new Suppression { RuleId = "BW0004", Method = "Jobs.*", Reason = "a batch" }).Snapshot;

        Assert.Equal(["Sleep:Jobs.Import", "TaskWait:Orders.Pay"], all.Findings.Select(finding => finding.Site.Id));
        Assert.Equal(["TaskWait:Orders.Pay"], snapshot.Findings.Select(finding => finding.Site.Id));
        Assert.Equal((4, 1050.0), (all.StallCount, all.StalledMs));
        Assert.Equal((all.StallCount, all.StalledMs), (snapshot.StallCount, snapshot.StalledMs));
        Assert.Equal(all.Findings[1].TotalMs, snapshot.Findings[0].TotalMs);
        Assert.Equal((2, 700.0), (snapshot.SuppressedCount, snapshot.SuppressedMs));
        Assert.Equal(snapshot.StalledMs, snapshot.Findings.Sum(finding => finding.TotalMs) + snapshot.SuppressedMs);
        SuppressionOutcome outcome = Assert.Single(snapshot.Suppressions);
        Assert.Equal((3, 700.0), (outcome.StallCount, outcome.TotalMs));
        SuppressedSite site = Assert.Single(outcome.Sites);
        Assert.Equal(("Sleep:Jobs.Import", 3, 700.0), (site.Site.Id, site.Count, site.TotalMs));
    }

    [Fact]
    public void Live_a_stall_that_is_all_suppressed_is_silent_and_a_mixed_one_has_the_other_part_first()
    {
        RecordingListener listener = Watch(new Suppression { SiteId = "Sleep:Jobs.Import", Reason = "a batch" }).Listener;

        Assert.Equal(
            """
            T2 900-1050: TaskWait:Orders.Pay 150 Wait
            T3 1200-1600: TaskWait:Orders.Pay 200 Wait, Sleep:Jobs.Import 200 Wait
            """.ReplaceLineEndings("\n"),
            StallText.Of(listener.Closed));
        Assert.Equal([false, true], listener.Closed[1].Parts.Select(part => part.IsLeftOut));
        Assert.Equal(listener.Closed.Select(stall => stall.Id), listener.Explained.Select(told => told.Stall.Id));
    }

    [Fact]
    public void An_expired_suppression_suppresses_nothing_and_counts_what_it_would_have()
    {
        var expired = new Suppression { Method = "Jobs.*", Reason = "until March", Expires = new DateOnly(2026, 3, 1), IsExpired = true };
        Simulation watch = Watch(expired);
        DetectionSnapshot snapshot = watch.Snapshot;

        Assert.Equal(2, snapshot.Findings.Count);
        Assert.Equal((0, 0.0), (snapshot.SuppressedCount, snapshot.SuppressedMs));
        Assert.Equal((3, 700.0), (snapshot.Suppressions[0].StallCount, snapshot.Suppressions[0].TotalMs));
        Assert.Equal(4, watch.Listener.Closed.Count);
        Assert.DoesNotContain(watch.Listener.Closed.SelectMany(stall => stall.Parts), part => part.IsLeftOut);
    }

    [Fact]
    public void The_first_that_holds_takes_a_site_and_one_that_matches_nothing_is_seen_to()
    {
        DetectionSnapshot snapshot = Watch(
            new Suppression { Method = "Jobs.*", Reason = "expired", IsExpired = true },
            new Suppression { Method = "Legacy.*", Reason = "dead" },
            new Suppression { RuleId = "BW0001", Method = "Jobs.*", Reason = "another rule" },
            new Suppression { Method = "Jobs.Imp*", Reason = "first" },
            new Suppression { SiteId = "Sleep:Jobs.Import", Reason = "second" }).Snapshot;

        Assert.Equal([0, 0, 0, 3, 0], snapshot.Suppressions.Select(outcome => (int)outcome.StallCount));
        Assert.Equal([0, 0, 0, 1, 0], snapshot.Suppressions.Select(outcome => outcome.Sites.Count));
    }

    [Fact]
    public void A_stall_with_parts_at_two_sites_of_one_suppression_is_one_stall()
    {
        DetectionSnapshot snapshot = Watch(new Suppression { Method = "*", Reason = "all" }).Snapshot;

        Assert.Empty(snapshot.Findings);
        Assert.Equal((4, 1050.0, 2), (snapshot.Suppressions[0].StallCount, snapshot.Suppressions[0].TotalMs, snapshot.Suppressions[0].Sites.Count));
        Assert.Equal((4, 1050.0), (snapshot.SuppressedCount, snapshot.SuppressedMs));
    }

    [Fact]
    public void A_suppressed_site_is_still_the_culprit_of_a_starvation_episode()
    {
        EventScript script = new EventScript().BeatsUntil(4000);
        for (int thread = 1; thread <= 2; thread++)
        {
            script.At(50).Start(thread).Wait(thread, Sleep).At(3000).WaitEnd(thread).Idle(thread);
        }

        for (int time = 100; time <= 4000; time += 100)
        {
            script.At(time).Count(threads: 2, queue: time < 3000 ? time : 0, completed: time < 3000 ? 0 : 100);
        }

        DetectionSnapshot snapshot = new Simulation(new DetectionOptions { Suppressions = [new Suppression { Method = "Jobs.*", Reason = "a batch" }] })
            .Run(script).Complete(4000).Snapshot;

        Assert.Equal(["BW0007"], snapshot.Findings.Select(finding => finding.Site.Id));
        Assert.Equal(["Sleep:Jobs.Import"], Assert.Single(snapshot.Starvation).Culprits.Select(culprit => culprit.SiteId));
    }
}
