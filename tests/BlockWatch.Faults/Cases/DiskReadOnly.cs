using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>The disk becomes read-only under watch.</summary>
internal sealed class DiskReadOnly : IFaultCase
{
    public string Name => "disk-read-only";

    public string Fault => "The report's disk becomes read-only under watch; then a second blockwatch is to write there from the start";

    public string Expected => "exit code 3 and a line that says so, from the second before it attaches";

    public string? WhyNot(int runtime) => SmallDisk.WhyNot;

    public async Task RunAsync(FaultScene scene)
    {
        await using SmallDisk disk = await SmallDisk.MountAsync("1m");
        string report = Path.Combine(disk.Path, "report.json");
        Watch watch = scene.Add(Watch.Start(scene.Tool, scene.Target.ProcessId, [report]));
        await watch.StartedAsync();
        await disk.MakeReadOnlyAsync();
        watch.Send(Signal.Terminate);
        await scene.EndsAsync(watch, exitCode: 3, withReport: false);
        Watch second = scene.Add(Watch.Start(scene.Tool, scene.Target.ProcessId, [report]));
        await scene.EndsAsync(second, exitCode: 3, withReport: false);
        scene.Check(second.Result!.Output.Length == 0, "the second attached all the same");
        scene.Check(Directory.GetFiles(disk.Path).Length == 0, "something was left behind");
    }
}
