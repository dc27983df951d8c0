using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Tests.Watching;

/// <summary>What is said where a system lacks what Linux has.</summary>
public class SystemLimitsTests
{
    [Fact]
    public void Linux_lacks_nothing()
    {
        Assert.Empty(SystemLimits.Of(HostSystem.Linux));
        Assert.Null(SystemLimits.WhyNoRun(HostSystem.Linux));
        Assert.Null(SystemLimits.WhyNoChildren(HostSystem.Linux));
    }

    [Fact]
    public void A_report_from_elsewhere_says_what_the_system_was_not_asked_for()
    {
        Assert.Equal(
            [
                "macOS is not asked for its account of the target's threads: what seems to compute (BW0006) may have waited for a processor or for memory read from a disk, and a thread that runs native code may be blocked.",
                "macOS is not asked for the names of threads, for the processor time of the target, for what its memory was mapped from, or whether its container was throttled: event loops have no names, the budget rests on counted events alone, and some code that was compiled ahead of time has no module.",
            ],
            SystemLimits.Of(HostSystem.MacOS));
        Assert.All(SystemLimits.Of(HostSystem.Windows), sentence => Assert.StartsWith("Windows ", sentence, StringComparison.Ordinal));
        Assert.All(SystemLimits.Of(HostSystem.Other), sentence => Assert.StartsWith("This system ", sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Windows_starts_no_command_under_watch_and_says_what_to_do_instead()
    {
        WatchException refused = Assert.Throws<WatchException>(() => SystemLimits.RequireRun(HostSystem.Windows));

        Assert.Equal(
            "a command cannot be started under watch on Windows, where a runtime reports to a named pipe and blockwatch listens on sockets only: start it, then use 'blockwatch attach'", refused.Message);
        SystemLimits.RequireRun(HostSystem.MacOS);
        SystemLimits.RequireRun(HostSystem.Linux);
    }

    [Theory]
    [InlineData((int)HostSystem.MacOS, "macOS does not tell whose child a process is: name each process with --process-id")]
    [InlineData((int)HostSystem.Windows, "Windows does not tell whose child a process is: name each process with --process-id")]
    public void Children_are_refused_where_nobody_tells_whose_they_are(int system, string message)
    {
        TargetDiscovery discovery = new(new TargetSelection { ProcessIds = [1], WithChildren = true }, TimeProvider.System, (HostSystem)system);

        Assert.Equal(message, Assert.Throws<WatchException>(discovery.First).Message);
    }

    [Fact]
    public void Where_we_run_is_what_the_runtime_says() => Assert.Equal(
        OperatingSystem.IsLinux() ? HostSystem.Linux : OperatingSystem.IsMacOS() ? HostSystem.MacOS : OperatingSystem.IsWindows() ? HostSystem.Windows : HostSystem.Other,
        ThisSystem.Kind);
}
