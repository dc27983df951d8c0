using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>SIGKILL at a hundred random moments, from before it attaches to well into the watch.</summary>
internal sealed class KilledAnyTime : IFaultCase
{
    // A start takes some 700 ms, the list of methods is there after a second, the first bursts come then.
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(2);

    private const int Kills = 100;

    public string Name => "killed-any-time";

    public string Fault => $"blockwatch gets SIGKILL at {Kills} random moments of its first {Latest.TotalSeconds} s";

    public string Expected => "nothing half written, no session left";

    public TargetPlan Target => new() { Scenario = TargetPlan.Stalling };

    public async Task RunAsync(FaultScene scene)
    {
        for (int i = 0; i < Kills; i++)
        {
            Watch watch = scene.Attach();
            await Task.Delay(Latest * scene.Random.NextDouble());
            await scene.KillAsync(watch);
        }

        scene.Times = Kills;
    }
}
