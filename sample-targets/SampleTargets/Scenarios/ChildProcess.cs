using System.Diagnostics;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Handlers that wait for a child process.</summary>
/// <remarks>
/// The fault: <see cref="ExitAsync"/> calls WaitForExit on a child that sleeps for 250 ms; <see cref="OutputAsync"/> reads the
/// output of such a child to its end.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0005 at both lines: category Process at the first; at the second category Pipe, for that is what the output is.
/// The healthy twin (<c>--load healthy</c>) uses WaitForExitAsync: nothing.
/// </remarks>
internal sealed class ChildProcess : WebScenario
{
    public override string Name => "child-process";

    public override string Description => "handlers call WaitForExit and read the output of a child of 250 ms to its end (BW0005)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0005");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/exit-async", WebTarget.OkPath];

    protected override double HealthyRate => 8;

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/exit", ExitAsync);
        routes.MapGet("/output", OutputAsync);
        routes.MapGet("/exit-async", ExitWithoutBlockingAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/exit", WebTarget.OkPath, "/output", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> ExitAsync(TruthLog truth)
    {
        using Process child = Start(readsOutput: false);

        // Starting takes some milliseconds too; they belong to another span.
        await Task.Delay(5);
        Fault fault = truth.Begin();
        child.WaitForExit(); // BLOCKS
        truth.End(fault, FaultCategory.Process);
        return Results.Text(child.ExitCode == 0 ? "ended" : "failed");
    }

    private static async Task<IResult> OutputAsync(TruthLog truth)
    {
        using Process child = Start(readsOutput: true);
        await Task.Delay(5);
        Fault fault = truth.Begin();
        string output = child.StandardOutput.ReadToEnd(); // BLOCKS
        truth.End(fault, FaultCategory.Pipe);
        await child.WaitForExitAsync();
        return Results.Text(output.Length == 0 ? "silent" : "talked");
    }

    private static async Task<IResult> ExitWithoutBlockingAsync()
    {
        using Process child = Start(readsOutput: false);
        await child.WaitForExitAsync();
        return Results.Text(child.ExitCode == 0 ? "ended" : "failed");
    }

    private static Process Start(bool readsOutput)
    {
        // Windows has no sleep; the second ping leaves a second after the first.
        ProcessStartInfo start = OperatingSystem.IsWindows() ? new("ping", ["-n", "2", "127.0.0.1"]) : new("sleep", ["0.25"]);
        start.RedirectStandardOutput = readsOutput;
        start.CreateNoWindow = true;
        return Process.Start(start)!;
    }
}
