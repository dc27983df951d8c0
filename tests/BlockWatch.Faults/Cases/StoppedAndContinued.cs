using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>Ctrl+Z, or a debugger, for half a minute.</summary>
internal sealed class StoppedAndContinued : IFaultCase
{
    private static readonly TimeSpan Stop = TimeSpan.FromSeconds(30);

    public string Name => "stopped-and-continued";

    public string Fault => $"blockwatch is stopped (SIGSTOP) for {Stop.TotalSeconds} s and goes on";

    public string Expected => "the target answers as ever meanwhile; exit code 0, a report of what was before, which says that it is not complete";

    public TargetPlan Target => new() { Rate = 1000 };

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        watch.Send(Signal.Stop);
        await Task.Delay(Stop);
        watch.Send(Signal.Continue);
        await scene.EndsAsync(watch, exitCode: 0, complete: false);
    }
}
