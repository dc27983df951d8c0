using System.Diagnostics;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Tests.Watching;

/// <summary>A target that is gone, and one that has only closed its session; with /proc and without.</summary>
public class TargetExitTests
{
    [Fact]
    public async Task Without_an_account_of_the_system_s_own_the_process_list_says_who_is_gone()
    {
        using Process ended = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        await ended.WaitForExitAsync().WaitAsync(Eventually.Limit);

        Assert.True(await TargetExit.HasHappenedAsync(ended.Id, atStart: null));
        Assert.False(await TargetExit.HasHappenedAsync(Environment.ProcessId, atStart: null));
    }

    [LinuxFact]
    public async Task A_number_that_was_given_again_is_another_process()
    {
        ProcStat own = ProcFile.Stat(Environment.ProcessId)!;

        Assert.False(await TargetExit.HasHappenedAsync(Environment.ProcessId, own));
        Assert.True(await TargetExit.HasHappenedAsync(Environment.ProcessId, own with { StartTicks = own.StartTicks - 1 }));
    }
}
