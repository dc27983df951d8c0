using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The same while the sampler runs, which fills a connection soonest.</summary>
internal sealed class StoppedInBurstWhileTargetExits : IFaultCase
{
    public string Name => "stopped-in-burst-while-target-exits";

    public string Fault => "blockwatch is stopped (SIGSTOP) while a burst is under way, and the target is told to end";

    public string Expected => "the target's exit is not held; blockwatch, when it goes on, exits with 0 and a report";

    public int Repeats => 5;

    public TargetPlan Target => new() { Scenario = TargetPlan.Stalling };

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        await scene.WhenBurstAsync();
        watch.Send(Signal.Stop);
        await scene.EndTargetAsync();
        watch.Send(Signal.Continue);
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
