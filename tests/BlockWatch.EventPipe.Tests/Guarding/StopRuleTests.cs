using BlockWatch.EventPipe.Guarding;

namespace BlockWatch.EventPipe.Tests.Guarding;

/// <summary>When a blockwatch has been stopped for too long.</summary>
public class StopRuleTests
{
    private readonly StopRule _rule = new();

    [Theory]
    [InlineData('S')]
    [InlineData('R')]
    [InlineData('D')]
    public void One_that_runs_or_waits_is_not_stopped(char state) => Assert.False(After(0, state) || After(10_000, state));

    [Theory]
    [InlineData('T')]
    [InlineData('t')]
    public void One_that_is_found_stopped_again_and_again_is(char state)
    {
        Assert.False(After(0, state));
        Assert.False(After(150, state));
        Assert.False(After(399, state));
        Assert.True(After(400, state));
    }

    [Fact]
    public void One_that_went_on_in_between_begins_anew()
    {
        After(0, 'T');
        After(300, 'S');
        Assert.False(After(400, 'T'));
        Assert.False(After(799, 'T'));
        Assert.True(After(800, 'T'));
    }

    [Fact]
    public void One_that_is_traced_is_stopped_at_each_look_and_runs_in_between()
    {
        for (int ms = 0; ms < 5_000; ms += 150)
        {
            Assert.False(_rule.IsOver(TimeSpan.FromMilliseconds(ms), 't', cpuMs: ms));
        }
    }

    [Fact]
    public void One_that_had_worked_before_it_was_stopped_is_given_no_longer()
    {
        Assert.False(_rule.IsOver(TimeSpan.Zero, 'S', cpuMs: 10));
        Assert.False(_rule.IsOver(TimeSpan.FromMilliseconds(150), 'T', cpuMs: 70));
        Assert.True(_rule.IsOver(TimeSpan.FromMilliseconds(550), 'T', cpuMs: 70));
    }

    private bool After(int ms, char state) => _rule.IsOver(TimeSpan.FromMilliseconds(ms), state, cpuMs: 50);
}
