using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>Target and blockwatch have different temporary folders.</summary>
internal sealed class OtherTemporaryFolder : IFaultCase
{
    public string Name => "other-tmpdir";

    public string Fault => "A target's TMPDIR is not blockwatch's";

    public string Expected => "it is found and watched: exit code 0, a report";

    public async Task RunAsync(FaultScene scene)
    {
        using TemporaryFolder folder = new();
        Watch watch = await scene.WatchAnotherAsync(new Dictionary<string, string?> { ["TMPDIR"] = folder.Path });
        await scene.EndsAsync(watch, exitCode: 0);
    }
}
