using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>SIGKILL for the target.</summary>
internal sealed class TargetKilled : IFaultCase
{
    private const int Killed = 128 + (int)Signal.Kill;

    public string Name => "target-killed";

    public string Fault => "The target gets SIGKILL";

    public string Expected => "exit code 0, a report";

    public int Repeats => 3;

    public TargetPlan Target => new() { Scenario = TargetPlan.Stalling };

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        await Task.Delay(TimeSpan.FromSeconds(scene.Random.NextDouble()));
        scene.TargetIsAboutToEnd();
        scene.Target.Kill();
        await scene.TargetEndsAsync(Killed);
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
