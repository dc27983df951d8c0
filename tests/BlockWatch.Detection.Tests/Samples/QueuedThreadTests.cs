using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Samples;

/// <summary>Threads that were ready to run while no processor was free: not their code's doing.</summary>
public sealed class QueuedThreadTests
{
    private static readonly CallStack Hash = TestStacks.Blocked(BlockingCategory.Cpu, "Orders.Hash", "SHA256.HashData");
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");

    [Fact]
    public void A_thread_that_mostly_waited_for_a_processor_is_not_said_to_compute()
    {
        // 240 ms, looked at from 60 to 200 ms: 130 of these 140 in the queue
        Finding finding = Found(Stall(240, Hash).At(75).Queued(1, 60, 10, ran: 5).At(200).Queued(1, 75, 120, ran: 5));

        Assert.Equal(("ProcessorQueue:Orders.Hash", "BW0010"), (finding.Site.Id, finding.Site.RuleId));
        Assert.Equal((240, 130), (finding.TotalMs, finding.QueuedMs));
    }

    [Fact]
    public void Computing_that_is_long_without_the_queue_is_told_beside_it()
    {
        EventScript script = Stall(600, Hash).At(560).Queued(1, 20, 324, ran: 216);

        Assert.Equal("T1 0-600: ProcessorQueue:Orders.Hash 360 Samples*4, Cpu:Orders.Hash 240 Samples*4", Run(script).Stalls);
    }

    [Fact]
    public void A_thread_that_ran_during_the_burst_alone_is_not_said_to_compute()
    {
        EventScript script = Stall(400, Hash).At(75).Queued(1, 55, 0, ran: 20).At(355).Queued(1, 75, 270, ran: 10);

        Assert.Equal("T1 0-400: ProcessorQueue:Orders.Hash 400 Samples*4", Run(script).Stalls);
    }

    [Fact]
    public void Less_than_half_in_the_queue_is_told_and_changes_nothing_else()
    {
        Finding plain = Found(Stall(240, Hash));
        Finding finding = Found(Stall(240, Hash).At(200).Queued(1, 60, 60, ran: 80));

        Assert.Equal((0, 60), (plain.QueuedMs, finding.QueuedMs));
        Assert.Equal((plain.Site, plain.TotalMs, plain.Title, plain.Severity), (finding.Site, finding.TotalMs, finding.Title, finding.Severity));
    }

    [Fact]
    public void A_queue_that_is_spread_from_looks_beyond_the_stall_is_not_certain()
    {
        static EventScript Looked(double since) =>
            new EventScript().BeatsUntil(900).At(400).Start(1).At(640).Idle(1)
                .Burst(1, Hash, [.. Enumerable.Range(0, 12).Select(i => 458.0 + i)]).At(472).Queued(1, since, 0.9 * (472 - since), ran: 2).At(600).Queued(1, 472, 120, ran: 5);

        Assert.Equal(("BW0010", Confidence.Certain), (Found(Looked(410)).Site.RuleId, Found(Looked(410)).Confidence));
        EventScript beyond = new EventScript().BeatsUntil(900).At(400).Start(1).At(640).Idle(1)
            .Burst(1, Hash, [.. Enumerable.Range(0, 12).Select(i => 458.0 + i)]).At(472).Queued(1, 20, 400, ran: 20);
        Assert.Equal(("BW0010", Confidence.Likely), (Found(beyond).Site.RuleId, Found(beyond).Confidence));
    }

    [Fact]
    public void Only_what_is_certain_to_lie_in_the_stall_counts()
    {
        // The looks are 100 ms apart, 40 of them before the stall: of 90 ms in the queue, 50 at least lie in it.
        EventScript script = new EventScript().BeatsUntil(600).At(100).Start(1).At(340).Idle(1).Burst(1, Hash, 158, 159).At(160).Queued(1, 60, 90, ran: 10);

        Assert.Equal(50, Found(script).QueuedMs);
    }

    [Fact]
    public void A_thread_that_slept_did_not_want_a_processor() => Assert.Equal(0, Found(Stall(240, Sleep).At(200).Queued(1, 60, 130)).QueuedMs);

    [Fact]
    public void Another_threads_queue_says_nothing() => Assert.Equal(0, Found(Stall(240, Hash).At(200).Queued(2, 60, 130)).QueuedMs);

    private static EventScript Stall(int length, CallStack stack) =>
        new EventScript().BeatsUntil(600).At(0).Start(1).At(length).Idle(1).Burst(1, stack, 61, 62, 63, 64);

    private static Simulation Run(EventScript script) => new Simulation().Run(script).Complete(600);

    private static Finding Found(EventScript script) => Assert.Single(Run(script).Snapshot.Findings);
}
