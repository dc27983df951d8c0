using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Stalls;

/// <summary>Samples that do not tell a busy thread from a blocked one, and samples that are not worth a part.</summary>
public sealed class RunningThreadTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");
    private static readonly CallStack File = TestStacks.Blocked(BlockingCategory.File, "Orders.Load", "File.ReadAllText");

    [Fact]
    public void A_thread_that_stays_at_one_place_may_be_blocked_and_stays_unexplained()
    {
        CallStack place = TestStacks.RunningOrBlocked("Hash");

        Assert.Equal("T1 0-200: Unexplained 200 Span", Run(Stall().Burst(1, place, 60, 61, 62)));
    }

    [Fact]
    public void A_thread_that_moves_within_a_method_runs()
    {
        EventScript script = Stall().Burst(1, TestStacks.RunningOrBlocked("Hash"), 60, 61).Burst(1, TestStacks.RunningOrBlocked("Hash"), 80, 81);

        Assert.Equal("T1 0-200: Cpu:Opaque.Hash 200 Samples*4", Run(script));
    }

    [Fact]
    public void A_stack_that_was_made_anew_of_the_same_addresses_is_no_other_place()
    {
        static CallStack At(long place) => new(TestStacks.RunningOrBlocked("Hash").Frames) { Place = place };

        Assert.Equal("T1 0-200: Unexplained 200 Span", Run(Stall().Burst(1, At(7), 60, 61).Burst(1, At(7), 80, 81)));
        Assert.Equal("T1 0-200: Cpu:Opaque.Hash 200 Samples*4", Run(Stall().Burst(1, At(7), 60, 61).Burst(1, At(9), 80, 81)));
    }

    [Fact]
    public void A_thread_that_was_once_seen_in_managed_code_runs()
    {
        CallStack place = TestStacks.RunningOrBlocked("Hash");
        EventScript script = Stall().At(50).BurstStart().At(51).Sample(1, place).At(52).Sample(1, place, ran: true).At(53).Sample(1, place).At(54).BurstEnd();

        Assert.Equal("T1 0-200: Cpu:Opaque.Hash 200 Samples*3", Run(script));
    }

    [Fact]
    public void A_thread_that_ran_once_and_was_blocked_later_as_the_operating_system_says_is_unexplained_there()
    {
        CallStack place = TestStacks.RunningOrBlocked("Hash");
        EventScript computed = Stall().At(20).BurstStart().At(21).Sample(1, place, ran: true).At(22).Sample(1, place, ran: true).At(23).BurstEnd();

        EventScript blocked = computed.Burst(1, place, 100, 101, 102, 103).At(104).Queued(1, since: 99, milliseconds: 0, ran: 0.1);

        Assert.Equal("T1 0-200: Unexplained 200 Span", Run(blocked));
    }

    [Fact]
    public void A_stray_sample_is_no_part_of_its_own()
    {
        EventScript script = Stall().Burst(1, Sleep, 60, 61, 62, 63, 64, 65).Burst(1, File, 80);

        Assert.Equal("T1 0-200: Sleep:Orders.Checkout 200 Samples*6", Run(script));
    }

    [Fact]
    public void A_small_share_of_a_long_stall_is_a_part_when_it_is_a_stall_by_itself()
    {
        EventScript script = new EventScript().BeatsUntil(2500).At(0).Start(1).At(2000).Idle(1)
            .Burst(1, Sleep, 60, 61, 62, 63, 64, 65, 66, 67, 68).Burst(1, File, 80);

        Assert.Equal("T1 0-2000: Sleep:Orders.Checkout 1800 Samples*9, File:Orders.Load 200 Samples*1", new Simulation().Run(script).Complete(2500).Stalls);
    }

    [Fact]
    public void Samples_of_the_last_moments_alone_do_not_speak_for_a_whole_stall() =>
        Assert.Equal("T1 0-200: Unexplained 200 Span", Run(Stall().Burst(1, File, 196, 197, 199)));

    [Fact]
    public void Samples_of_the_last_moments_count_with_earlier_ones() =>
        Assert.Equal("T1 0-200: Sleep:Orders.Checkout 200 Samples*3", Run(Stall().Burst(1, Sleep, 60, 198, 199)));

    private static EventScript Stall() => new EventScript().BeatsUntil(600).At(0).Start(1).At(200).Idle(1);

    private static string Run(EventScript script) => new Simulation().Run(script).Complete(600).Stalls;
}
