using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Sites;

public sealed class FindingTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");
    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");

    [Fact]
    public void A_stall_that_outlives_the_session_is_counted_as_open()
    {
        EventScript script = new EventScript().BeatsUntil(1000).At(100).Start(1).At(101).Wait(1, Task);
        Waiting(script, thread: 2, start: 200, length: 150);

        Finding pay = Assert.Single(new Simulation().Run(script).Complete(1000).Snapshot.Findings);

        Assert.Equal((2, 1), (pay.Count, pay.OpenCount));
    }

    [Fact]
    public void A_finding_adds_up_all_stalls_of_its_site()
    {
        // three stalls of 120, 150 and 400 ms on two threads, all one wait; and one of 330 that nothing explains
        EventScript script = new EventScript().BeatsUntil(3000);
        Waiting(script, thread: 1, start: 100, length: 120);
        Waiting(script, thread: 1, start: 500, length: 150);
        Waiting(script, thread: 2, start: 900, length: 400);
        script.At(1500).Start(3).At(1830).Idle(3);

        DetectionSnapshot snapshot = new Simulation().Run(script).Complete(3000).Snapshot;

        Assert.Equal(["TaskWait:Orders.Pay", "Unexplained"], snapshot.Findings.Select(f => f.Site.Id));
        Finding pay = snapshot.Findings[0];
        Assert.Equal((3, 670, 150, 400, 400), (pay.Count, pay.TotalMs, pay.P50Ms, pay.P95Ms, pay.MaxMs));
        Assert.Equal((0.67, 0.67, 2, 100, 1300), (pay.PoolThreadSeconds, pay.ShareOfStalledTime, pay.Threads, pay.FirstSeenMs, pay.LastSeenMs));
        Assert.Equal((false, 0, 3), (pay.Sampled, pay.SampleCount, Assert.Single(pay.Stacks).Count));
        Assert.Equal((4, 1, 1000.0, 4), (snapshot.StallCount, snapshot.UnexplainedCount, snapshot.StalledMs, snapshot.SpanCount));
        Assert.Equal(Confidence.Possible, snapshot.Findings[1].Confidence);
    }

    [Theory]
    [InlineData(1, 1, Confidence.Possible)]
    [InlineData(2, 1, Confidence.Likely)]
    [InlineData(1, 2, Confidence.Likely)]
    [InlineData(3, 1, Confidence.Likely)]
    [InlineData(3, 2, Confidence.Certain)]
    [InlineData(10, 1, Confidence.Certain)]
    public void Confidence_grows_with_samples(int samplesInEach, int stalls, Confidence expected)
    {
        EventScript script = new EventScript().BeatsUntil(2000);
        for (int i = 0; i < stalls; i++)
        {
            int start = i * 500;
            script.At(start).Start(1).At(start + 200).Idle(1)
                .Burst(1, Sleep, [.. Enumerable.Range(0, samplesInEach).Select(n => (double)(start + 60 + n))]);
        }

        Finding finding = Assert.Single(new Simulation().Run(script).Complete(2000).Snapshot.Findings);

        Assert.Equal((expected, true, samplesInEach * stalls), (finding.Confidence, finding.Sampled, finding.SampleCount));
    }

    [Fact]
    public void An_event_makes_the_cause_certain()
    {
        EventScript script = new EventScript().BeatsUntil(600);
        Waiting(script, thread: 1, start: 100, length: 150);

        Assert.Equal(Confidence.Certain, Assert.Single(new Simulation().Run(script).Complete(600).Snapshot.Findings).Confidence);
    }

    [Fact]
    public void A_snapshot_counts_open_stalls_so_far_and_the_next_one_is_not_changed_by_it()
    {
        EventScript script = new EventScript().BeatsUntil(800);
        Waiting(script, thread: 1, start: 100, length: 150);
        script.At(500).Start(2).Wait(2, Task);
        Simulation simulation = new Simulation().Run(script);

        for (int look = 0; look < 2; look++)
        {
            DetectionSnapshot snapshot = simulation.Snapshot;
            Finding finding = Assert.Single(snapshot.Findings);
            Assert.Equal((2, 1, 450, 2), (finding.Count, finding.OpenCount, finding.TotalMs, finding.Threads));
            Assert.Equal((2, 450), (snapshot.StallCount, snapshot.StalledMs));
        }

        simulation.Run(new EventScript().At(900).WaitEnd(2).Idle(2).BeatsUntil(1200, 910));
        Finding closed = Assert.Single(simulation.Snapshot.Findings);
        Assert.Equal((2, 0, 550), (closed.Count, closed.OpenCount, closed.TotalMs));
    }

    [Fact]
    public void A_stall_that_is_not_yet_explained_is_not_shown_as_unexplained()
    {
        DetectionSnapshot snapshot = new Simulation().Run(new EventScript().At(0).Start(1).BeatsUntil(300, 10)).Snapshot;

        Assert.Empty(snapshot.Findings);
        Assert.Equal((1, 0), (snapshot.StallCount, snapshot.UnexplainedCount));
    }

    [Fact]
    public void Ways_to_a_site_beyond_eight_are_counted_to_the_most_similar()
    {
        var tally = new ShapeTally();
        for (int i = 0; i < 8; i++)
        {
            tally.Add(Through("Leaf" + i, "Middle"), 1);
        }

        tally.Add(Through("Leaf3", "Elsewhere"), 5);
        tally.Add(Through("Leaf3", "Middle"), 1);

        Assert.Equal(8, tally.Shapes.Count);
        Assert.Equal((7, "Leaf3", "Middle"), (tally.Shapes[0].Count, tally.Shapes[0].Frames[0].Method, tally.Shapes[0].Frames[1].Method));
    }

    private static CallStack Through(params string[] methods) => new([.. methods.Select(method => new Frame { Method = method })]);

    private static void Waiting(EventScript script, long thread, int start, int length) =>
        script.At(start).Start(thread).Wait(thread, Task).At(start + length).WaitEnd(thread).Idle(thread);
}
