using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Stalls;

public sealed class PartTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");
    private static readonly CallStack File = TestStacks.Blocked(BlockingCategory.File, "Orders.Load", "File.ReadAllText");
    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");

    [Fact]
    public void One_site_in_the_samples_takes_the_whole_stall() =>
        Assert.Equal("T1 0-200: Sleep:Orders.Checkout 200 Samples*1", Run(Stall(200).Burst(1, Sleep, 60)).Stalls);

    [Fact]
    public void Sites_in_one_burst_share_by_their_samples() =>
        Assert.Equal(
            "T1 0-200: Sleep:Orders.Checkout 150 Samples*3, File:Orders.Load 50 Samples*1",
            Run(Stall(200).Burst(1, Sleep, 60, 61, 62).Burst(1, File, 66)).Stalls);

    [Fact]
    public void A_burst_speaks_for_the_time_around_it_however_many_samples_it_has() =>
        Assert.Equal(
            "T1 0-400: File:Orders.Load 249 Samples*1, Sleep:Orders.Checkout 151 Samples*4",
            Run(Stall(400).Burst(1, Sleep, 60, 61, 62, 63).Burst(1, File, 239)).Stalls);

    [Fact]
    public void The_systems_account_of_the_time_between_two_bursts_says_when_computing_began()
    {
        EventScript script = Stall(400).Burst(1, File, 60, 61, 62).At(240).Queued(1, since: 62, milliseconds: 0, ran: 90);

        Assert.Equal(
            "T1 0-400: Cpu:Orders.Hash 250 Samples*2, File:Orders.Load 150 Samples*3",
            Run(Computing(script, 240, 242)).Stalls);
    }

    [Fact]
    public void The_systems_account_of_the_time_between_two_bursts_says_when_computing_ended()
    {
        EventScript script = Computing(Stall(400), 60, 62).At(240).Queued(1, since: 62, milliseconds: 20, ran: 70);

        Assert.Equal(
            "T1 0-400: File:Orders.Load 248 Samples*3, Cpu:Orders.Hash 152 Samples*2",
            Run(script.Burst(1, File, 240, 241, 242)).Stalls);
    }

    [Fact]
    public void An_account_of_less_than_the_time_between_two_bursts_says_nothing_of_it()
    {
        EventScript script = Stall(400).Burst(1, File, 60, 61, 62).At(240).Queued(1, since: 150, milliseconds: 0, ran: 90);

        Assert.Equal(
            "T1 0-400: Cpu:Orders.Hash 249 Samples*2, File:Orders.Load 151 Samples*3",
            Run(Computing(script, 240, 242)).Stalls);
    }

    [Fact]
    public void Time_that_a_wait_covers_does_not_count_for_the_samples_around_it() =>
        Assert.Equal(
            "T1 0-400: File:Orders.Load 150 Samples*1, Sleep:Orders.Checkout 150 Samples*1, TaskWait:Orders.Pay 100 Wait",
            Run(Stall(400).Burst(1, Sleep, 60).At(150).Wait(1, Task).At(250).WaitEnd(1).Burst(1, File, 340)).Stalls);

    [Fact]
    public void Less_computing_than_the_threshold_beside_what_blocks_is_ordinary() =>
        Assert.Equal(
            "T1 0-300: TaskWait:Orders.Pay 230 Wait",
            Run(Computing(Stall(300).At(5).Wait(1, Task).At(235).WaitEnd(1), 240, 260, 280)).Stalls);

    [Fact]
    public void More_computing_than_the_threshold_is_a_part_of_its_own() =>
        Assert.Equal(
            "T1 0-400: TaskWait:Orders.Pay 230 Wait, Cpu:Orders.Hash 170 Samples*3",
            Run(Computing(Stall(400).At(5).Wait(1, Task).At(235).WaitEnd(1), 240, 260, 280)).Stalls);

    [Fact]
    public void A_little_computing_beside_more_that_nothing_explains_is_no_cause() =>
        Assert.Equal(
            "T1 0-200: Unexplained 200 Span",
            Run(Computing(Stall(200), 60).At(75).BurstStart().At(76).Sample(1, TestStacks.Harmless()).Sample(1, TestStacks.Harmless()).At(77).Sample(1, TestStacks.Harmless()).At(78).BurstEnd()).Stalls);

    [Fact]
    public void Lines_of_one_computing_method_are_one_part_at_the_line_seen_most()
    {
        EventScript script = Stall(200).At(50).BurstStart();
        int[] lines = [10, 12, 12, 11, 12];
        for (int i = 0; i < lines.Length; i++)
        {
            script.At(51 + i).Sample(1, TestStacks.Computing("Orders.Hash", lines[i]), ran: true);
        }

        Simulation simulation = Run(script.At(60).BurstEnd());

        Assert.Equal("T1 0-200: Cpu:Orders.Hash 200 Samples*5", simulation.Stalls);
        Assert.Equal(12, simulation.Listener.Closed[0].Parts[0].Site.UserFrame!.Source!.Line);
        Assert.Equal(12, simulation.Snapshot.Findings[0].Site.UserFrame!.Source!.Line);
    }

    [Fact]
    public void Samples_that_explain_nothing_leave_their_share_unexplained() =>
        Assert.Equal(
            "T1 0-200: Unexplained 150 Span, Sleep:Orders.Checkout 50 Samples*1",
            Run(Stall(200).Burst(1, Sleep, 60).Burst(1, TestStacks.Harmless(), 61.5, 62, 63)).Stalls);

    [Fact]
    public void A_worker_seen_idle_proves_nothing()
    {
        // The span's end was still under way when the burst was taken.
        Simulation simulation = Run(Stall(200).Burst(1, TestStacks.Idle(), 200, 201, 202));

        Assert.Equal("T1 0-200: Unexplained 200 Span", simulation.Stalls);
        Assert.Empty(simulation.Listener.Explained);
    }

    [Fact]
    public void A_sample_outside_the_span_is_no_evidence() =>
        Assert.Equal("T1 0-200: Unexplained 200 Span", Run(Stall(200).Burst(1, Sleep, 205)).Stalls);

    [Fact]
    public void A_sample_of_another_thread_is_no_evidence() =>
        Assert.Equal("T1 0-200: Unexplained 200 Span", Run(Stall(200).Burst(2, Sleep, 60)).Stalls);

    [Fact]
    public void A_little_time_without_evidence_is_the_work_item_s_ordinary_running() =>
        Assert.Equal("T1 0-200: TaskWait:Orders.Pay 170 Wait", Run(Stall(200).At(10).Wait(1, Task).At(180).WaitEnd(1)).Stalls);

    [Fact]
    public void Much_time_without_evidence_stays_unexplained() =>
        Assert.Equal(
            "T1 0-200: TaskWait:Orders.Pay 120 Wait, Unexplained 80 Span", Run(Stall(200).At(10).Wait(1, Task).At(130).WaitEnd(1)).Stalls);

    [Fact]
    public void Time_over_the_threshold_without_evidence_is_never_ordinary() =>
        Assert.Equal(
            "T1 0-2000: TaskWait:Orders.Pay 1850 Wait, Unexplained 150 Span", Run(Stall(2000).At(10).Wait(1, Task).At(1860).WaitEnd(1)).Stalls);

    [Fact]
    public void A_part_that_is_small_in_share_and_in_time_is_left_out() =>
        Assert.Equal(
            "T1 0-200: TaskWait:Orders.Pay 180 Wait",
            Run(Stall(200).At(2).Wait(1, File).At(5).WaitEnd(1).At(10).Wait(1, Task).At(190).WaitEnd(1)).Stalls);

    [Fact]
    public void A_part_of_six_milliseconds_is_told_of_but_too_small_to_count_in_a_long_stall()
    {
        Simulation simulation = Run(Stall(1000).At(2).Wait(1, File).At(8).WaitEnd(1).At(10).Wait(1, Task).At(990).WaitEnd(1));

        Assert.Equal("T1 0-1000: TaskWait:Orders.Pay 980 Wait, File:Orders.Load 6 Wait", simulation.Stalls);
        Assert.Equal("TaskWait:Orders.Pay", Assert.Single(simulation.Snapshot.Findings).Site.Id);
    }

    [Fact]
    public void A_thousand_samples_of_one_stall_are_folded_and_keep_their_shares()
    {
        EventScript script = Stall(20_000).At(50).BurstStart();
        for (int i = 0; i < 1500; i++)
        {
            script.At(60 + (i * 10)).Sample(1, i % 3 == 0 ? File : Sleep);
        }

        Simulation simulation = Run(script.At(16_000).BurstEnd());

        Assert.Equal("T1 0-20000: Sleep:Orders.Checkout 13333.333 Samples*1000, File:Orders.Load 6666.667 Samples*500", simulation.Stalls);
    }

    [Fact]
    public void A_loop_that_waits_again_and_again_takes_the_time_between_its_waits()
    {
        // 25 waits of 10 ms, 4 ms apart.
        EventScript script = Stall(360);
        for (int i = 0; i < 25; i++)
        {
            script.At(5 + (i * 14)).Wait(1, Task).At(15 + (i * 14)).WaitEnd(1);
        }

        Assert.Equal("T1 0-360: TaskWait:Orders.Pay 346 Wait", Run(script).Stalls);
    }

    [Fact]
    public void A_few_waits_far_apart_are_no_loop()
    {
        EventScript script = Stall(500);
        for (int i = 0; i < 8; i++)
        {
            script.At(5 + (i * 60)).Wait(1, Task).At(15 + (i * 60)).WaitEnd(1);
        }

        Assert.Equal("T1 0-500: Unexplained 420 Span, TaskWait:Orders.Pay 80 Wait", Run(script).Stalls);
    }

    private static EventScript Computing(EventScript script, params double[] times)
    {
        script.At(times[0] - 1).BurstStart();
        foreach (double time in times)
        {
            script.At(time).Sample(1, TestStacks.Computing("Orders.Hash", 7), ran: true);
        }

        return script.At(times[^1] + 1).BurstEnd();
    }

    private static EventScript Stall(int length) => new EventScript().BeatsUntil(length + 1000).At(0).Start(1).At(length).Idle(1);

    private static Simulation Run(EventScript script) => new Simulation().Run(script, new LaneDelays(80, 120, 60)).Complete(30_000);
}
