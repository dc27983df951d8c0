using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>A signal that asks blockwatch to end, at any moment of its watch.</summary>
internal sealed class SignalAnyTime(string name, string signalName, Signal signal) : IFaultCase
{
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(1.5);

    public string Name => name;

    public string Fault => $"blockwatch gets {signalName} up to {Latest.TotalSeconds} s after it began to watch";

    public string Expected => "exit code 0, a report";

    public int Repeats => 5;

    public TargetPlan Target => new() { Scenario = TargetPlan.Stalling };

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        await Task.Delay(Latest * scene.Random.NextDouble());
        watch.Send(signal);
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
