using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>Bursts walk all stacks: here there are many.</summary>
internal sealed class TargetOfManyThreads : IFaultCase
{
    public string Name => "target-of-2000-threads";

    public string Fault => "The target has 2,000 threads that wait; blockwatch watches for 5 s";

    public string Expected => "exit code 0, a report";

    // Starting them takes the target's time, before blockwatch is there.
    public TargetPlan Target => new() { LongestAnswer = TimeSpan.FromSeconds(3) };

    public async Task RunAsync(FaultScene scene)
    {
        await scene.AskAsync("/threads");
        Watch watch = await scene.WatchingAsync();
        await Task.Delay(TimeSpan.FromSeconds(5));
        watch.Send(Signal.Terminate);
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
