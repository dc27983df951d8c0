using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The target's heap has a limit, and it runs into it.</summary>
internal sealed class TargetOutOfMemory : IFaultCase
{
    public string Name => "target-out-of-memory";

    public string Fault => "The target, with a heap of at most 128 MB, allocates until an OutOfMemoryException, twice";

    public string Expected => "exit code 0, a report; the target lives on";

    public TargetPlan Target => new()
    {
        Environment = new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = "0x8000000" },

        // With no memory left it cannot answer either, watched or not.
        LongestAnswer = null,
        MayFailRequests = true,
    };

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        await scene.AskAsync("/memory");
        await scene.AskAsync("/memory");
        watch.Send(Signal.Terminate);
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
