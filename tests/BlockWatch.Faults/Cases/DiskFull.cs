using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The disk is full when the report is to be written.</summary>
internal sealed class DiskFull : IFaultCase
{
    private const string Content = "an older report";

    public string Name => "disk-full";

    public string Fault => "The report's disk has no room for it; an older report is there";

    public string Expected => "exit code 3 and a line that says so; the older report is untouched, and nothing is left behind";

    public string? WhyNot(int runtime) => SmallDisk.WhyNot;

    public async Task RunAsync(FaultScene scene)
    {
        await using SmallDisk disk = await SmallDisk.MountAsync("4k");
        string report = Path.Combine(disk.Path, "report.json");
        await File.WriteAllTextAsync(report, Content);
        Watch watch = scene.Add(Watch.Start(scene.Tool, scene.Target.ProcessId, [report]));
        await watch.StartedAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        watch.Send(Signal.Terminate);
        await scene.EndsAsync(watch, exitCode: 3, withReport: false);
        scene.Check(watch.Said.Contains("could not be written", StringComparison.Ordinal), $"it says: {watch.Said}");
        scene.Check(await File.ReadAllTextAsync(report) == Content, "the older report was touched");
        scene.Check(Directory.GetFiles(disk.Path).Length == 1, "something was left behind");
    }
}
