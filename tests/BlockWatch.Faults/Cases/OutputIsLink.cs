using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>Somebody left a link where the report is to be.</summary>
internal sealed class OutputIsLink : IFaultCase
{
    private const string Content = "somebody's file";

    public string Name => "output-is-link";

    public string Fault => "The report's path is a symbolic link to a file of somebody's";

    public string Expected => "exit code 0; the link is replaced by the report, the file is untouched";

    public async Task RunAsync(FaultScene scene)
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("file");
        string link = folder.Combine("report.json");
        await File.WriteAllTextAsync(file, Content);
        File.CreateSymbolicLink(link, file);
        Watch watch = scene.Add(Watch.Start(scene.Tool, scene.Target.ProcessId, [link]));
        await watch.StartedAsync();
        watch.Send(Signal.Terminate);
        await scene.EndsAsync(watch, exitCode: 0, withReport: false);
        scene.Check(await File.ReadAllTextAsync(file) == Content, "the file was touched");
        scene.Check(new FileInfo(link).LinkTarget is null, "the link is still there");
        scene.Check(ReportDocument.Read(link).Session.DurationMs > 0, "no report where the link was");
    }
}
