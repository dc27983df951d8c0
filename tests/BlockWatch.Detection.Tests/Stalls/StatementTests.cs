using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Stalls;

/// <summary>One call of one line, of which samples see the pieces.</summary>
public sealed class StatementTests
{
    private static readonly CallStack Read = TestStacks.Blocked(BlockingCategory.File, "Orders.Load", "File.ReadAllText", line: 7);
    private static readonly CallStack Open = TestStacks.Blocked(BlockingCategory.File, "Orders.Load", "File.Open", line: 7);
    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Orders.Load", "Thread.Sleep", line: 7);
    private static readonly CallStack Elsewhere = TestStacks.Blocked(BlockingCategory.File, "Orders.Save", "File.Open", line: 7);
    private static readonly CallStack Decode = TestStacks.Computing("Orders.Load", 7);

    [Fact]
    public void Pieces_of_one_cause_in_one_statement_are_one_part_named_by_the_larger() =>
        Assert.Equal("T1 0-200: File:Orders.Load 200 Samples*5", Run(Stall().Burst(1, Read, 60, 61, 62).Burst(1, Open, 80, 81)));

    [Fact]
    public void The_processors_share_of_a_read_belongs_to_the_read() =>
        Assert.Equal("T1 0-200: File:Orders.Load 200 Samples*4", Run(Computing(Stall().Burst(1, Read, 60), 70, 71, 72)));

    [Fact]
    public void A_read_in_passing_does_not_take_over_the_work() =>
        Assert.Equal("T1 0-200: Cpu:Orders.Load 200 Samples*6", Run(Computing(Stall().Burst(1, Read, 60), 70, 71, 72, 73, 74, 75)));

    [Fact]
    public void Different_causes_of_one_line_stay_apart() =>
        Assert.Equal(
            "T1 0-200: File:Orders.Load 100 Samples*2, Sleep:Orders.Load 100 Samples*2", Run(Stall().Burst(1, Read, 60, 61).Burst(1, Sleep, 80, 81)));

    [Fact]
    public void One_cause_in_different_methods_stays_apart() =>
        Assert.Equal(2, new Simulation().Run(Stall().Burst(1, Read, 60, 61).Burst(1, Elsewhere, 80, 81)).Complete(600).Listener.Closed[0].Parts.Count);

    private static EventScript Stall() => new EventScript().BeatsUntil(600).At(0).Start(1).At(200).Idle(1);

    private static EventScript Computing(EventScript script, params double[] times)
    {
        script.At(times[0] - 0.5).BurstStart();
        foreach (double time in times)
        {
            script.At(time).Sample(1, Decode, ran: true);
        }

        return script.At(times[^1] + 0.5).BurstEnd();
    }

    private static string Run(EventScript script) => new Simulation().Run(script).Complete(600).Stalls;
}
