using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>SIGKILL while a burst is under way.</summary>
internal sealed class KilledInBurst : IFaultCase
{
    public string Name => "killed-in-burst";

    public string Fault => "blockwatch gets SIGKILL while a burst is under way";

    public string Expected => "the sampler stops, no session left";

    public int Repeats => 5;

    public TargetPlan Target => new() { Scenario = TargetPlan.Stalling };

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        await scene.WhenBurstAsync();
        await scene.KillAsync(watch);
    }
}
