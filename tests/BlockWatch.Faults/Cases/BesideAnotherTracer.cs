using BlockWatch.Faults.Running;
using BlockWatch.TestKit.Traces;

namespace BlockWatch.Faults.Cases;

/// <summary>Another tool traces the target, as dotnet-trace does: with the sampler, verbose events and a rundown at its end.</summary>
internal sealed class BesideAnotherTracer : IFaultCase
{
    public string Name => "beside-another-tracer";

    public string Fault => "Another tool records a trace with the sampler and a rundown (as dotnet-trace collect does) before, under and after the watch";

    public string Expected => "exit code 0, a report; the other's trace is whole";

    // The other's sampler runs all the time.
    public TargetPlan Target => new() { Scenario = TargetPlan.Stalling, LongestAnswer = TimeSpan.FromSeconds(2) };

    public async Task RunAsync(FaultScene scene)
    {
        using TemporaryFolder folder = new();
        string trace = folder.Combine("other.nettrace");
        Task other = TraceRecording.RecordAsync(scene.Target.ProcessId, trace, TimeSpan.FromSeconds(6));
        await Eventually.HoldsAsync(() => File.Exists(trace) && new FileInfo(trace).Length > 0, TestTimeouts.Record, "the other's trace");
        Watch watch = await scene.WatchingAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        watch.Send(Signal.Terminate);
        await scene.EndsAsync(watch, exitCode: 0);
        await other;
        ProcessResult analyzed = await scene.Tool.RunAsync("analyze", trace, "--quiet");
        scene.Check(analyzed.ExitCode == 0, $"the other's trace: {analyzed}");
    }
}
