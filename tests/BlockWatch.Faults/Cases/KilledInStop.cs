using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>SIGKILL while it ends its sessions.</summary>
internal sealed class KilledInStop : IFaultCase
{
    private static readonly TimeSpan Latest = TimeSpan.FromMilliseconds(200);

    public string Name => "killed-in-stop";

    public string Fault => "blockwatch gets SIGTERM, and SIGKILL up to 0.2 s later";

    public string Expected => "no session left; the report is whole or not there";

    public int Repeats => 5;

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        watch.Send(Signal.Terminate);
        await Task.Delay(Latest * scene.Random.NextDouble());
        await scene.KillAsync(watch);
    }
}
