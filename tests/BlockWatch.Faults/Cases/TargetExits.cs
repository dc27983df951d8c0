using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The target ends in good order under watch.</summary>
internal sealed class TargetExits : IFaultCase
{
    public string Name => "target-exits";

    public string Fault => "The target is told to end";

    public string Expected => "its exit is not held; exit code 0, a report";

    public int Repeats => 3;

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await scene.EndTargetAsync();
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
