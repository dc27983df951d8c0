using System.Globalization;
using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>A runtime that waits to be told to begin: its diagnostic port answers, but no managed code runs.</summary>
internal sealed class TargetSuspended : IFaultCase
{
    public string Name => "target-suspended";

    public string Fault => "Another target waits, suspended, for its start (DOTNET_DefaultDiagnosticPortSuspend=1); blockwatch attaches for 3 s";

    public string Expected => "blockwatch ends within its time: with 0 and a report, or with 3 and a clear line; the target still waits";

    public async Task RunAsync(FaultScene scene)
    {
        await using ProcessRun suspended = ProcessRun.Start(new ProcessCommand(PublishedTargets.Executable(scene.Runtime), TargetPlan.Obedient, "--seconds", "60")
        {
            Environment = new Dictionary<string, string?> { ["DOTNET_ROOT"] = DotnetCommand.Root, ["DOTNET_DefaultDiagnosticPortSuspend"] = "1" },
        });
        await Eventually.HoldsAsync(
            () => Directory.GetFiles(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{suspended.ProcessId}-*")).Length > 0,
            TestTimeouts.TargetReady,
            "the suspended target's socket");
        Watch watch = scene.Add(Watch.Start(scene.Tool, suspended.ProcessId, options: ["--duration", "3s"]));
        ProcessResult result = await watch.EndedAsync();
        scene.Check(result.ExitCode is 0 or 3, FormattableString.Invariant($"blockwatch ended with {result.ExitCode}: {watch.Said}"));
        scene.Check(result.ExitCode == 0 == File.Exists(watch.ReportPath), "exit code and report do not agree");
        scene.Check(!suspended.HasExited, "the suspended target ended");
    }
}
