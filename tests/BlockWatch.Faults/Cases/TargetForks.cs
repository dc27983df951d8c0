using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The target starts processes under watch; their short life as its copies must not keep a session open.</summary>
internal sealed class TargetForks : IFaultCase
{
    public string Name => "target-forks";

    public string Fault => "The target starts ten processes (fork and exec)";

    public string Expected => "exit code 0, a report";

    // Starting a process stops all threads of the runtime's for a moment.
    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        await scene.AskAsync("/fork");
        watch.Send(Signal.Terminate);
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
