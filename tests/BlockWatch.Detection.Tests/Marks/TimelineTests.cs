using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Marks;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Suppressions;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Marks;

public sealed class TimelineTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Jobs.Import", "Thread.Sleep");
    private static readonly CallStack Pay = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");

    // T1     |----Import 200----|
    // T2                            |---Import 160, Pay 140---|
    // GC            |-20-|                                         |-5-|
    private static EventScript Script() => new EventScript().BeatsUntil(3000)
        .At(100).Start(1).Wait(1, Sleep).At(150).GcStart().At(170).GcEnd().At(300).WaitEnd(1).Idle(1)
        .At(900).Start(2).Wait(2, Sleep).At(1060).WaitEnd(2).Wait(2, Pay).At(1200).WaitEnd(2).Idle(2)
        .At(1300).GcStart().At(1305).GcEnd();

    private static Timeline Watch(params Suppression[] suppressions) =>
        new Simulation(new DetectionOptions { Suppressions = suppressions }).Run(Script()).Complete(3000).Snapshot.Timeline;

    [Fact]
    public void A_stall_is_marked_with_its_times_and_the_site_of_its_largest_part_and_a_collection_with_its_times()
    {
        Timeline timeline = Watch();

        Assert.Equal([Mark(100, 300, "Sleep:Jobs.Import"), Mark(900, 1200, "Sleep:Jobs.Import")], timeline.Stalls);
        Assert.Equal([Mark(150, 170, null), Mark(1300, 1305, null)], timeline.Pauses);
        Assert.Equal((0, 0), (timeline.StallsLeftOut, timeline.PausesLeftOut));
    }

    [Fact]
    public void Of_a_suppressed_site_there_are_no_marks_and_a_mixed_stall_is_the_other_site_s()
    {
        Timeline timeline = Watch(new Suppression { Method = "Jobs.*", Reason = "a batch" });

        Assert.Equal([Mark(900, 1200, "TaskWait:Orders.Pay")], timeline.Stalls);
        Assert.Equal(0, timeline.StallsLeftOut);
    }

    [Fact]
    public void A_stall_that_goes_on_is_marked_as_far_as_it_is_known_and_only_once_when_it_is_over()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(100).Start(1).Wait(1, Sleep).BeatsUntil(1000));
        TimelineMark open = Assert.Single(simulation.Snapshot.Timeline.Stalls);
        Assert.Equal(Mark(100, 1000, "Sleep:Jobs.Import"), open);
        Assert.Equal(open, Assert.Single(simulation.Snapshot.Timeline.Stalls));

        simulation.Run(new EventScript().At(1100).WaitEnd(1).Idle(1).BeatsUntil(3000, 1200)).Complete(3000);

        Assert.Equal(Mark(100, 1100, "Sleep:Jobs.Import"), Assert.Single(simulation.Snapshot.Timeline.Stalls));
    }

    [Fact]
    public void Of_many_the_longest_are_kept_in_order_of_time_and_the_others_counted()
    {
        LongestMarks stalls = new();
        LongestMarks turns = new();
        for (int i = 0; i < 10 * LongestMarks.Cap; i++)
        {
            (i % 4 == 0 ? turns : stalls).Add(new TimelineMark(i * 1000, (i * 1000) + (i % 100), "a"));
        }

        IReadOnlyList<TimelineMark> kept = stalls.With(turns);

        Assert.Equal(LongestMarks.Cap, kept.Count);
        Assert.Equal(10 * LongestMarks.Cap, stalls.Count + turns.Count);
        Assert.Equal(kept.OrderBy(mark => mark.StartNs), kept);
        Assert.All(kept, mark => Assert.InRange(mark.EndNs - mark.StartNs, 90, 99));
        Assert.Equal(1_000, kept.Count(mark => mark.EndNs - mark.StartNs >= 90));
    }

    private static TimelineMark Mark(int startMs, int endMs, string? site) => new(startMs * EventScript.Ms, endMs * EventScript.Ms, site);
}
