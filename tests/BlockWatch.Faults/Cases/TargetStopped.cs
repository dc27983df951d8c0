using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The target is stopped under watch, goes on, and is watched on.</summary>
internal sealed class TargetStopped : IFaultCase
{
    private static readonly TimeSpan Stop = TimeSpan.FromSeconds(4);

    public string Name => "target-stopped";

    public string Fault => $"The target is stopped (SIGSTOP) for {Stop.TotalSeconds} s and goes on; then blockwatch gets SIGTERM";

    public string Expected => "exit code 0, a report";

    // It does not answer while it is stopped.
    public TargetPlan Target => new() { LongestAnswer = Stop + TimeSpan.FromSeconds(1) };

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        scene.Target.Send(Signal.Stop);
        await Task.Delay(Stop);
        scene.Target.Send(Signal.Continue);
        await Task.Delay(TimeSpan.FromSeconds(2));
        watch.Send(Signal.Terminate);
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
