using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>A path that no report can be written to.</summary>
internal sealed class OutputRefused(string name, string fault, Func<TemporaryFolder, string> path, string says) : IFaultCase
{
    public string Name => name;

    public string Fault => fault;

    public string Expected => "exit code 3 and a line that says so, before it attaches; nothing is left behind";

    public async Task RunAsync(FaultScene scene)
    {
        using TemporaryFolder folder = new();
        Watch watch = scene.Add(Watch.Start(scene.Tool, scene.Target.ProcessId, [path(folder)], options: ["--format", "json"]));
        await scene.EndsAsync(watch, exitCode: 3, withReport: false);
        scene.Check(watch.Said.Contains(says, StringComparison.Ordinal), $"it says: {watch.Said}");
        scene.Check(watch.Result!.Output.Length == 0, "it attached all the same");
        scene.Check(folder.Entries.Count == 0, "something was left behind");
    }
}
