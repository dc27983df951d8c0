using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Stalls;

/// <summary>Threshold 100 ms: the ages at which stacks of an open span are wanted.</summary>
public sealed class EvidenceWantedTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");
    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");
    private static readonly CallStack Lock = TestStacks.Blocked(BlockingCategory.Lock, "Orders.Book", "Monitor.Enter");

    [Fact]
    public void An_unexplained_span_is_asked_about_at_half_the_threshold_and_at_each_doubling()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).BeatsUntil(2000, 10));

        Assert.Equal([50, 100, 200, 400, 800, 1600], simulation.Listener.WantedAt(EvidenceReason.LongSpan));
        Assert.All(simulation.Listener.Wanted, wanted => Assert.Equal(new EvidenceRequest(EvidenceReason.LongSpan, 1, 0), wanted.Request));
    }

    [Fact]
    public void One_that_samples_explain_is_asked_about_once_more_and_at_each_fourfold()
    {
        EventScript script = new EventScript().BeatsUntil(7000).At(0).Start(1).Burst(1, Sleep, 60);

        Assert.Equal([50, 200, 400, 1600, 6400], new Simulation().Run(script).Listener.WantedAt(EvidenceReason.LongSpan));
    }

    [Fact]
    public void A_span_under_half_the_threshold_is_not_asked_about() =>
        Assert.Empty(new Simulation().Run(new EventScript().BeatsUntil(200).At(0).Start(1).At(49).Idle(1)).Listener.Wanted);

    [Fact]
    public void A_clock_that_jumps_over_several_ages_asks_once()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).At(900).Beat(Detection.Events.Lane.Spans));

        Assert.Equal([900], simulation.Listener.WantedAt(EvidenceReason.LongSpan));
    }

    // Found by fuzzing: a trace may say so.
    [Fact]
    public void A_span_that_lasts_for_as_long_as_there_are_numbers_is_asked_about_once()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).At(8e12).Beat(Detection.Events.Lane.Spans));

        Assert.Single(simulation.Listener.WantedAt(EvidenceReason.LongSpan));
    }

    [Fact]
    public void Nothing_is_asked_for_while_a_burst_that_began_inside_the_span_is_under_way()
    {
        EventScript script = new EventScript().BeatsUntil(400).At(0).Start(1).At(60).BurstStart().At(260).BurstEnd();

        Assert.Equal([50, 260, 400], new Simulation().Run(script).Listener.WantedAt(EvidenceReason.LongSpan));
    }

    [Fact]
    public void A_burst_that_began_before_the_span_does_not_count_as_on_its_way()
    {
        EventScript script = new EventScript().BeatsUntil(150).At(20).BurstStart().At(30).Start(1).At(200).BurstEnd();

        Assert.Equal([80, 130], new Simulation().Run(script).Listener.WantedAt(EvidenceReason.LongSpan));
    }

    [Fact]
    public void A_thread_that_is_known_to_wait_needs_no_burst()
    {
        EventScript script = new EventScript().BeatsUntil(300).At(0).Start(1).At(5).Wait(1, Task).At(250).WaitEnd(1).At(251).Idle(1);

        Assert.Empty(new Simulation().Run(script).Listener.WantedAt(EvidenceReason.LongSpan));
    }

    [Fact]
    public void What_holds_the_lock_is_asked_for_though_the_contention_is_known()
    {
        EventScript script = new EventScript().BeatsUntil(300).At(0).Start(1).At(5).Contend(1, Lock).At(250).ContendEnd(1).At(251).Idle(1);

        Assert.Equal([50], new Simulation().Run(script).Listener.WantedAt(EvidenceReason.LongSpan));
    }

    [Fact]
    public void A_span_that_goes_on_after_its_wait_is_looked_at_again()
    {
        // 120 ms for a lock, then something else until 300 ms.
        EventScript script = new EventScript().BeatsUntil(400).At(0).Start(1).At(5).Contend(1, Lock).At(125).ContendEnd(1).At(300).Idle(1);

        Assert.Equal([50, 180], new Simulation().Run(script).Listener.WantedAt(EvidenceReason.LongSpan));
    }

    [Fact]
    public void A_sample_after_the_wait_is_look_enough()
    {
        EventScript script = new EventScript().BeatsUntil(400).At(0).Start(1).At(5).Contend(1, Lock).At(125).ContendEnd(1).Burst(1, Sleep, 150)
            .At(300).Idle(1);

        Assert.Equal([50], new Simulation().Run(script).Listener.WantedAt(EvidenceReason.LongSpan));
    }

    [Fact]
    public void An_old_span_is_asked_about_though_no_event_says_how_late_it_is()
    {
        // The last event is of 30 ms; the flush that brought it arrived at 90 ms.
        EventScript script = new EventScript().At(0).Start(1).At(30).Beat(Events.Lane.Spans).At(90).CaughtUp();

        Assert.Equal([90], new Simulation().Run(script).Listener.WantedAt(EvidenceReason.LongSpan));
    }

    [Fact]
    public void Being_caught_up_concludes_nothing()
    {
        Simulation simulation = new Simulation().Run(new EventScript().At(0).Start(1).At(10).Wait(1, Task).At(30).Beat(Events.Lane.Spans).At(500).CaughtUp());

        Assert.Empty(simulation.Listener.Explained);
        Assert.Empty(simulation.Snapshot.Findings);
    }

    [Fact]
    public void A_young_span_is_not_asked_about_when_caught_up() =>
        Assert.Empty(new Simulation().Run(new EventScript().At(0).Start(1).At(40).CaughtUp()).Listener.Wanted);

    [Fact]
    public void In_silence_an_explained_span_is_told_of_as_soon_as_it_is_a_stall()
    {
        EventScript script = new EventScript().At(0).Start(1).At(30).Beat(Events.Lane.Spans).Burst(1, Sleep, 60, 61).At(95).Quiet().At(145).Quiet();

        Simulation simulation = new Simulation().Run(script);

        (double at, Stall stall) = Assert.Single(simulation.Listener.Explained);
        Assert.Equal((145, "T1 0-…: Sleep:Orders.Checkout 145 Samples*2"), (at, StallText.Of(stall)));
    }

    [Fact]
    public void Silence_ends_nothing_and_an_end_that_was_late_after_all_is_the_end()
    {
        EventScript script = new EventScript().At(0).Start(1).At(30).Beat(Events.Lane.Spans).Burst(1, Sleep, 60, 61).At(160).Quiet();

        Simulation simulation = new Simulation().Run(script).Run(new EventScript().At(130).Idle(1).BeatsUntil(2000, 200)).Complete(2000);

        Assert.Equal("T1 0-130: Sleep:Orders.Checkout 130 Samples*2", simulation.Stalls);
    }

    [Fact]
    public void In_silence_a_young_span_is_asked_about_when_it_is_old_enough() =>
        Assert.Equal([60], new Simulation().Run(new EventScript().At(0).Start(1).At(40).Quiet().At(60).Quiet()).Listener.WantedAt(EvidenceReason.LongSpan));

    [Fact]
    public void Silence_alone_explains_nothing() =>
        Assert.Empty(new Simulation().Run(new EventScript().At(0).Start(1).At(30).Beat(Events.Lane.Spans).At(500).Quiet()).Listener.Explained);

    [Theory]
    [InlineData(35, 55, true)] // was old at the last flush
    [InlineData(10, 55, false)] // may have ended since
    [InlineData(35, 45, false)] // young by any clock
    public void In_silence_a_span_that_was_open_for_a_while_at_the_last_flush_is_asked_about(int flush, int now, bool isAsked)
    {
        Simulation simulation = new Simulation().Run([RuntimeEvent.WorkItemStarted(0, 1), CaughtUp(flush), QuietAt(now)]);

        Assert.Equal(isAsked ? 1 : 0, simulation.Listener.Wanted.Count);
    }

    [Theory]
    [InlineData(120, false)]
    [InlineData(130, true)]
    public void In_silence_a_span_that_began_just_before_the_flush_is_asked_about_as_soon_as_silence_says_that_it_goes_on(int now, bool isAsked)
    {
        Simulation simulation = new Simulation().Run([RuntimeEvent.WorkItemStarted(0, 1), CaughtUp(1), QuietAt(now)]);

        Assert.Equal(isAsked ? 1 : 0, simulation.Listener.Wanted.Count);
    }

    [Fact]
    public void Short_work_between_two_flushes_is_not_asked_about_in_the_pause_between_them()
    {
        List<RuntimeEvent> events = [];
        for (int flush = 0; flush < 1000; flush += 100)
        {
            events.Add(RuntimeEvent.WorkItemStarted((flush - 3) * EventScript.Ms, 1));
            events.Add(CaughtUp(flush));
            events.AddRange(Enumerable.Range(1, 4).Select(step => QuietAt(flush + (20 * step))));
        }

        Assert.Empty(new Simulation().Run(events).Listener.Wanted);
    }

    private static RuntimeEvent CaughtUp(int time) => RuntimeEvent.CaughtUp(Events.Lane.Spans, time * EventScript.Ms);

    // What is older than 110 ms would have come.
    private static RuntimeEvent QuietAt(int now) => RuntimeEvent.Quiet(Events.Lane.Spans, (now - 110) * EventScript.Ms, now * EventScript.Ms);
}
