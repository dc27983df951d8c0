using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Waits;

public sealed class CompilationTests
{
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Checkout", "Thread.Sleep");
    private static readonly CallStack Task = TestStacks.Blocked(BlockingCategory.TaskWait, "Orders.Pay", "Task.Wait");
    private static readonly CallStack Busy = TestStacks.Computing("Orders.Checkout", 7);

    [Fact]
    public void Time_in_the_compiler_is_the_runtimes() =>
        Assert.Equal("T1 0-200: RuntimeWork 180 Compilation", Run(Stall(200).At(10).Compile(1, 7).At(190).CompileEnd(1, 7)).Stalls);

    [Fact]
    public void A_stall_that_would_be_none_without_the_compiler_accuses_nobody()
    {
        // 120 of 200 ms compiling; a sample in the rest shows the user's method busy.
        EventScript script = Stall(200).At(10).Compile(1, 7).At(130).CompileEnd(1, 7).At(149).BurstStart();
        Simulation simulation = Run(script.At(150).Sample(1, Busy, ran: true).At(151).Sample(1, Busy, ran: true).At(152).BurstEnd());

        Assert.Equal("T1 0-200: RuntimeWork 120 Compilation", simulation.Stalls);
    }

    [Fact]
    public void A_stall_that_goes_on_is_not_announced_as_the_compilers_because_it_just_passed_the_threshold()
    {
        // At 100.3 ms of age half a millisecond of compiling would make the difference; but the sleep is under way.
        var simulation = new Simulation();
        simulation.Run(new EventScript().At(0).Start(1).At(1).Compile(1, 7).At(1.5).CompileEnd(1, 7).BeatsUntil(90).At(100.3).Beat(Lane.Spans).Beat(Lane.Waits));
        Assert.Empty(simulation.Listener.Explained);

        simulation.Run(new EventScript().Burst(1, Sleep, 110, 111).BeatsUntil(180, start: 120));
        Assert.Equal(BlockingCategory.Sleep, Assert.Single(simulation.Listener.Explained).Stall.Parts[0].Site.Category);
    }

    [Fact]
    public void A_stall_that_the_watch_s_end_cuts_just_past_the_threshold_keeps_its_cause()
    {
        var simulation = new Simulation();
        simulation.Run(new EventScript().At(0).Start(1).At(1).Compile(1, 7).At(1.5).CompileEnd(1, 7).Burst(1, Sleep, 60, 61, 62).BeatsUntil(90).At(100.3).Beat(Lane.Spans).Beat(Lane.Waits));
        Assert.Equal(BlockingCategory.Sleep, Assert.Single(simulation.Listener.Explained).Stall.Parts[0].Site.Category);

        simulation.Complete(100.3);
        Assert.Equal(BlockingCategory.Sleep, Assert.Single(simulation.Listener.Closed).Parts[0].Site.Category);
    }

    [Fact]
    public void What_blocks_besides_keeps_its_own_part()
    {
        EventScript script = Stall(400).At(10).Compile(1, 7).At(130).CompileEnd(1, 7);

        Assert.Equal("T1 0-400: Sleep:Orders.Checkout 280 Samples*2, RuntimeWork 120 Compilation", Run(script.Burst(1, Sleep, 200, 201)).Stalls);
    }

    [Fact]
    public void A_sample_taken_in_the_compiler_does_not_speak_for_the_rest()
    {
        EventScript script = Stall(400).At(10).Compile(1, 7).At(130).CompileEnd(1, 7).Burst(1, Sleep, 50, 51);

        Assert.Equal("T1 0-400: Unexplained 280 Span, RuntimeWork 120 Compilation", Run(script).Stalls);
    }

    [Fact]
    public void Only_the_outermost_of_nested_compilations_counts() =>
        Assert.Equal(
            "T1 0-200: RuntimeWork 180 Compilation",
            Run(Stall(200).At(10).Compile(1, 7).At(50).Compile(1, 8).At(90).CompileEnd(1, 8).At(190).CompileEnd(1, 7)).Stalls);

    [Fact]
    public void A_method_loaded_without_being_compiled_ends_nothing() =>
        Assert.Equal(
            "T1 0-200: RuntimeWork 180 Compilation",
            Run(Stall(200).At(10).Compile(1, 7).At(50).CompileEnd(1, 9).At(190).CompileEnd(1, 7)).Stalls);

    [Fact]
    public void A_start_whose_end_was_lost_is_forgotten() =>
        Assert.Equal(
            "T1 0-200: RuntimeWork 180 Compilation",
            Run(Stall(200).At(10).Compile(1, 7).At(50).Compile(1, 8).At(190).CompileEnd(1, 7).At(195).CompileEnd(1, 8)).Stalls);

    [Fact]
    public void A_wait_inside_a_compilation_is_the_waits() =>
        Assert.Equal(
            "T1 0-200: TaskWait:Orders.Pay 170 Wait",
            Run(Stall(200).At(10).Compile(1, 7).At(15).Wait(1, Task).At(185).WaitEnd(1).At(190).CompileEnd(1, 7)).Stalls);

    [Fact]
    public void Many_short_ones_add_up()
    {
        EventScript script = Stall(300);
        for (int i = 0; i < 1_400; i++)
        {
            script.At(5 + (i * 0.2)).Compile(1, i).At(5 + (i * 0.2) + 0.19).CompileEnd(1, i);
        }

        Assert.Equal("T1 0-300: RuntimeWork 266 Compilation", Run(script).Stalls);
    }

    [Fact]
    public void After_lost_events_an_open_one_is_not_trusted() =>
        Assert.Equal(
            "T1 0-200: Unexplained 200 Span",
            Run(Stall(200).At(10).Compile(1, 7).At(100).Lost(Events.Lane.Waits, 3).At(190).CompileEnd(1, 7)).Stalls);

    private static EventScript Stall(int milliseconds) =>
        new EventScript().At(0).Start(1).At(milliseconds).Idle(1).BeatsUntil(milliseconds + 50);

    private static Simulation Run(EventScript script) => new Simulation().Run(script).Complete(2_500);
}
