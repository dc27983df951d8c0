using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>SIGKILL while the target lists its methods.</summary>
internal sealed class KilledInRundown : IFaultCase
{
    // Spans, waits and the list of methods.
    private const int Connections = 3;

    private static readonly TimeSpan Latest = TimeSpan.FromMilliseconds(100);

    public string Name => "killed-in-rundown";

    public string Fault => "blockwatch gets SIGKILL up to 0.1 s after it asked for the list of methods";

    public string Expected => "no session left";

    public int Repeats => 5;

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = scene.Attach();
        await scene.WhenConnectedAsync(Connections);
        await Task.Delay(Latest * scene.Random.NextDouble());
        await scene.KillAsync(watch);
    }
}
