using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>No processor is free.</summary>
internal sealed class TargetComputes : IFaultCase
{
    public string Name => "target-computes";

    public string Fault => "The target computes on four threads a core for 5 s, while blockwatch attaches and watches";

    public string Expected => "exit code 0, a report; no request fails, slow as they are";

    public TargetPlan Target => new() { LongestAnswer = null };

    public async Task RunAsync(FaultScene scene)
    {
        await scene.AskAsync("/spin");
        Watch watch = await scene.WatchingAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        watch.Send(Signal.Terminate);
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
