using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The process goes on as another program, without a runtime.</summary>
internal sealed class TargetExecs : IFaultCase
{
    public string Name => "target-execs";

    public string Fault => "The target becomes another program (exec)";

    public string Expected => "exit code 0, a report";

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        scene.TargetIsAboutToEnd();
        await scene.AskAsync("/exec");
        await scene.EndsAsync(watch, exitCode: 0);
        scene.Target.Kill();
        await scene.TargetEndsAsync(exitCode: null);
    }
}
