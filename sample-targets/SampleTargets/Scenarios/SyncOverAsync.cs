using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Sync over async: handlers that wait on the thread for a task that is not complete.</summary>
/// <remarks>
/// The fault: after an await, <see cref="ResultAsync"/> reads <c>.Result</c> of an HTTP call, <see cref="WaitAsync"/> calls
/// <c>.Wait()</c> and <see cref="GetResultAsync"/> <c>.GetAwaiter().GetResult()</c>; each holds its pool thread for about 250 ms.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0001 at each of the three lines, in the handler, not in the framework, and what to await instead.
/// The healthy twin (<c>--load healthy</c>) awaits the same task: nothing.
/// </remarks>
internal sealed class SyncOverAsync : WebScenario
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(250);

    public override string Name => "sync-over-async";

    public override string Description => "handlers read .Result, call .Wait() and .GetAwaiter().GetResult() on incomplete tasks (BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/awaited", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/result", ResultAsync);
        routes.MapGet("/wait", WaitAsync);
        routes.MapGet("/get-result", GetResultAsync);
        routes.MapGet("/awaited", AwaitedAsync);
        routes.MapGet("/slow", SlowAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/result", WebTarget.OkPath, "/wait", WebTarget.OkPath, "/get-result", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> ResultAsync(TruthLog truth, HttpClient client)
    {
        await Task.Delay(5);
        Task<string> pending = client.GetStringAsync(new Uri("/slow", UriKind.Relative));
        Fault fault = truth.Begin();
        string text = pending.Result; // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text(text);
    }

    private static async Task<IResult> WaitAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Task pending = Task.Delay(Slow);
        Fault fault = truth.Begin();
        pending.Wait(); // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text("waited");
    }

    private static async Task<IResult> GetResultAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Task pending = Task.Delay(Slow);
        Fault fault = truth.Begin();
        pending.GetAwaiter().GetResult(); // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text("waited");
    }

    private static async Task<IResult> AwaitedAsync(HttpClient client)
    {
        await Task.Delay(5);
        string text = await client.GetStringAsync(new Uri("/slow", UriKind.Relative));
        return Results.Text(text);
    }

    private static async Task<IResult> SlowAsync()
    {
        await Task.Delay(Slow);
        return Results.Text("slow");
    }
}
