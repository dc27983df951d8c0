using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The target ends itself, well or badly.</summary>
internal sealed class TargetEnds(string name, string fault, string path, int exitCode) : IFaultCase
{
    public string Name => name;

    public string Fault => fault;

    public string Expected => FormattableString.Invariant($"the target's own exit code ({exitCode}), its exit is not held; blockwatch exits with 0 and a report");

    public int Repeats => 2;

    // A core dump takes its time, and is not wanted.
    public TargetPlan Target => new() { Environment = new Dictionary<string, string?> { ["DOTNET_DbgEnableMiniDump"] = "0" } };

    public async Task RunAsync(FaultScene scene)
    {
        Watch watch = await scene.WatchingAsync();
        scene.TargetIsAboutToEnd();
        await scene.AskAsync(path);
        await scene.TargetEndsAsync(exitCode);
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
