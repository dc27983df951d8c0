using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The target ends while its blockwatch is stopped.</summary>
internal sealed class StoppedWhileTargetExits : IFaultCase
{
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(3);

    public string Name => "stopped-while-target-exits";

    public string Fault => $"blockwatch is stopped (SIGSTOP), and up to {Latest.TotalSeconds} s later the target is told to end";

    public string Expected => "the target's exit is not held; blockwatch, when it goes on, exits with 0 and a report";

    public int Repeats => 5;

    public TargetPlan Target => new() { Rate = 1000 };

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        watch.Send(Signal.Stop);
        await Task.Delay(Latest * scene.Random.NextDouble());
        await scene.EndTargetAsync();
        watch.Send(Signal.Continue);
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
