using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Samples;

/// <summary>Threads whose memory had to be read from a disk: by their stacks they compute.</summary>
public sealed class PageFaultTests
{
    private static readonly CallStack Sum = TestStacks.Blocked(BlockingCategory.Cpu, "Orders.Sum", "Accessor.ReadByte");
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");

    [Fact]
    public void A_thread_that_mostly_waited_for_pages_is_not_said_to_compute()
    {
        Finding finding = Found(Stall(240, Sum).At(75).Faulted(1, 55, 200, 15).Queued(1, 55, 0, ran: 5));

        Assert.Equal(("PageFault:Orders.Sum", "BW0010"), (finding.Site.Id, finding.Site.RuleId));
        Assert.Equal((240, 200), (finding.TotalMs, finding.MajorFaults));
    }

    [Fact]
    public void Without_the_systems_account_a_thread_that_waits_for_pages_seems_to_compute() =>
        Assert.Equal(("Cpu:Orders.Sum", "BW0006"), (Found(Stall(240, Sum)).Site.Id, Found(Stall(240, Sum)).Site.RuleId));

    [Fact]
    public void A_thread_that_mostly_ran_computes_and_its_page_faults_are_told()
    {
        Finding finding = Found(Stall(240, Sum).At(75).Faulted(1, 55, 3, 5).Queued(1, 55, 0, ran: 15));

        Assert.Equal(("Cpu:Orders.Sum", 240, 3), (finding.Site.Id, finding.TotalMs, finding.MajorFaults));
    }

    [Fact]
    public void A_thread_that_sleeps_does_not_wait_for_its_few_pages()
    {
        Finding finding = Found(Stall(240, Sleep).At(75).Faulted(1, 55, 2, 20));

        Assert.Equal(("Sleep:Orders.Checkout", 0), (finding.Site.Id, finding.MajorFaults));
    }

    [Fact]
    public void One_page_does_not_take_longer_than_a_disk_needs()
    {
        // Away for 200 ms, one fault: what else the thread did then is not known to be the fault.
        Finding finding = Found(Stall(240, Sum).At(230).Faulted(1, 10, 1, 200).Queued(1, 10, 0, ran: 30));

        Assert.Equal("Cpu:Orders.Sum", finding.Site.Id);
    }

    [Fact]
    public void A_collection_in_which_all_threads_stood_still_is_no_page_fault()
    {
        EventScript script = Stall(300, Sum).At(56).GcStart().At(70).GcEnd().At(75).Faulted(1, 55, 4, 16).Queued(1, 55, 0, ran: 4);

        Assert.Equal("Cpu:Orders.Sum", Found(script).Site.Id);
    }

    [Fact]
    public void Faults_before_the_samples_say_nothing_of_them()
    {
        EventScript script = new EventScript().BeatsUntil(600).At(0).Start(1).At(400).Idle(1).Burst(1, Sum, 301, 302, 303, 304)
            .At(100).Faulted(1, 10, 500, 85).At(310).Queued(1, 290, 0, ran: 20);

        Finding finding = Found(script);
        Assert.Equal(("Cpu:Orders.Sum", 500), (finding.Site.Id, finding.MajorFaults));
    }

    [Fact]
    public void Only_faults_between_two_looks_within_the_stall_are_counted()
    {
        EventScript script = new EventScript().BeatsUntil(600).At(100).Start(1).At(340).Idle(1).Burst(1, Sum, 158, 159)
            .At(150).Faulted(1, 60, 1000, 60).At(175).Faulted(1, 150, 7, 20).Queued(1, 150, 0, ran: 5).At(345).Faulted(1, 175, 1000, 100);

        Assert.Equal(7, Found(script).MajorFaults);
    }

    [Fact]
    public void Where_one_sample_does_not_tell_whether_the_thread_ran_its_page_faults_do()
    {
        EventScript script = Stall(240, TestStacks.RunningOrBlocked("Orders.Sum")).At(75).Faulted(1, 55, 200, 15).Queued(1, 55, 0, ran: 5);

        Assert.Equal("PageFault", Found(script).Site.Category.ToString());
    }

    [Fact]
    public void Looks_at_a_thread_that_a_sample_shows_first_are_not_lost()
    {
        // The thread's work began before the watch: nothing but the bursts shows it. A burst's looks are delivered before its samples.
        Simulation simulation = new Simulation().Run(new EventScript().BeatsUntil(10)).Run(Burst(20)).Run(new EventScript().BeatsUntil(130, 20))
            .Run(Burst(140)).Run(new EventScript().BeatsUntil(400, 150)).Complete(400);

        Assert.Equal("T1 ~20-~141: PageFault:Orders.Sum 121 Samples*4", simulation.Stalls);
    }

    // Two samples; the thread had pages read in from 10 ms before them until 10 ms after them.
    private static IEnumerable<RuntimeEvent> Burst(double time) =>
    [
        .. new EventScript().At(time - 1).BurstStart().Deliver(),
        .. new EventScript().At(time + 11).Faulted(1, time - 10, 300, 16).Queued(1, time - 10, 0, ran: 5).Deliver(),
        .. new EventScript().At(time).Sample(1, Sum).At(time + 1).Sample(1, Sum).At(time + 2).BurstEnd().Deliver(),
    ];

    private static EventScript Stall(int length, CallStack stack) =>
        new EventScript().BeatsUntil(600).At(0).Start(1).At(length).Idle(1).Burst(1, stack, 61, 62, 63, 64);

    private static Finding Found(EventScript script) => Assert.Single(new Simulation().Run(script).Complete(600).Snapshot.Findings);
}
