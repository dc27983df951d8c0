using System.Text;
using BlockWatch.EventPipe.Guarding;

namespace BlockWatch.EventPipe.Tests.Guarding;

public sealed class ParentStateTests
{
    [Theory]
    [InlineData("7 (block) watch) T 1 7 7 0 -1 4194304 100 0 0 0 250 75 0 0 20 0 9 0 100 1 2", 'T', 3250)]
    [InlineData("7 () S 1 7 7 0 -1 4194304 100 0 0 0 0 1 0 0 20 0", 'S', 10)]
    public void A_name_may_hold_anything(string stat, char state, double cpuMs) =>
        Assert.Equal((state, cpuMs), ParentState.Parse(Encoding.UTF8.GetBytes(stat)));

    [Theory]
    [InlineData("")]
    [InlineData("7 (blockwatch")]
    [InlineData("7 (blockwatch)")]
    [InlineData("7 (blockwatch) T 1 7 7")]
    public void Half_a_line_is_none(string stat) => Assert.Null(ParentState.Parse(Encoding.UTF8.GetBytes(stat)));

    [LinuxFact]
    public void Our_own_process_runs_and_uses_the_processor()
    {
        using ParentState own = new(Environment.ProcessId);
        Assert.NotNull(own.Read());
        Assert.DoesNotContain(own.Read()!.Value.State, "Tt");
        Assert.True(own.Read()!.Value.CpuMs > 0);
    }

    [LinuxFact]
    public void A_process_that_is_not_there_has_no_state()
    {
        using ParentState none = new(int.MaxValue);
        Assert.Null(none.Read());
    }
}
