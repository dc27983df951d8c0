using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>SIGKILL while a burst is under way.</summary>
internal sealed class KilledInBurst : IFaultCase
{
    // Spans and waits; a burst is one more.
    private const int Lasting = 2;

    public string Name => "killed-in-burst";

    public string Fault => "blockwatch gets SIGKILL while a burst is under way";

    public string Expected => "the sampler stops, no session left";

    public int Repeats => 5;

    public TargetPlan Target => new() { Scenario = TargetPlan.Stalling };

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();

        // The list of methods has its session, too, and comes first.
        await Eventually.HoldsAsync(() => DiagnosticConnections.Of(scene.Target.ProcessId) == Lasting, TestTimeouts.WatchStart, "the end of the list of methods");
        await scene.WhenConnectedAsync(Lasting + 1);
        await scene.KillAsync(watch);
    }
}
