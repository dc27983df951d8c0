using System.Globalization;
using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>Whoever reads blockwatch's output goes away: <c>blockwatch attach … | head -1</c>.</summary>
internal sealed class OutputClosed : IFaultCase
{
    public string Name => "output-closed";

    public string Fault => "Who reads blockwatch's standard output goes away after a line (| head -1); 3 s later it gets SIGTERM";

    public string Expected => "it watches on; exit code 0, a report";

    public TargetPlan Target => new() { Scenario = TargetPlan.Stalling };

    public async Task RunAsync(FaultScene scene)
    {
        using TemporaryFolder folder = new();
        string report = folder.Combine("report.json");
        string code = folder.Combine("code");
        string process = folder.Combine("pid");
        ProcessCommand tool = scene.Tool.Command();

        // The shell's own business: a pipe whose reader ends. `exec` keeps the process id.
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{{ sh -c 'echo $$ > {process}; exec {tool.FileName} attach -p {scene.Target.ProcessId} --json-lines --quiet -o {report}'; echo $? > {code}; }} | head -1");
        await using ProcessRun shell = ProcessRun.Start(new ProcessCommand("/bin/sh", "-c", line) { Environment = tool.Environment });
        await shell.WaitForOutputLineAsync(started => started.Contains("\"started\"", StringComparison.Ordinal), TestTimeouts.WatchStart);
        await Task.Delay(TimeSpan.FromSeconds(3));
        int id = int.Parse(await File.ReadAllTextAsync(process), CultureInfo.InvariantCulture);
        if (ProcessFacts.Of(id) is not null)
        {
            Signals.Send(id, Signal.Terminate);
        }

        ProcessResult result = await shell.WaitAsync(TestTimeouts.WatchOverhead);
        string exit = (await File.ReadAllTextAsync(code)).Trim();
        scene.Check(exit == "0", $"blockwatch ended with {exit}: {result.Error}");
        scene.Check(File.Exists(report) && ReportDocument.Read(report).Session.DurationMs > 2500, "no report of the whole watch");
    }
}
