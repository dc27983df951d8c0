using BlockWatch.EventPipe.Guarding;

namespace BlockWatch.EventPipe.Tests.Guarding;

/// <summary>The hidden command line.</summary>
public class WatchdogCommandTests
{
    [Theory]
    [InlineData("--watch-over", true, "--watch-over", "3", "4")]
    [InlineData("a command", false, "attach", "-p", "4")]
    [InlineData("too few", false, "--watch-over", "3")]
    public void It_is_called_by_its_own_word_alone(string what, bool isCalled, params string[] arguments) =>
        Assert.True(Watchdog.IsCalled(arguments) == isCalled, what);
}
