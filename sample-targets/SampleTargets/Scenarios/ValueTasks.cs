using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Sync over async with ValueTask, and with IAsyncDisposable, which returns one.</summary>
/// <remarks>
/// The fault: after an await, <see cref="ResultAsync"/> reads <c>.Result</c> of a ValueTask of 200 ms, <see cref="GetResultAsync"/>
/// calls its <c>.GetAwaiter().GetResult()</c>, and <see cref="CloseAsync"/> calls <c>.DisposeAsync().AsTask().Wait()</c>.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0001 at each of the three.
/// The healthy twin (<c>--load healthy</c>) awaits the same: nothing.
/// </remarks>
internal sealed class ValueTasks : WebScenario
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(200);

    public override string Name => "value-task";

    public override string Description => "handlers read .Result and call GetResult() of a ValueTask, and .DisposeAsync().AsTask().Wait() (BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/awaited", "/close-awaited", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/result", ResultAsync);
        routes.MapGet("/get-result", GetResultAsync);
        routes.MapGet("/close", CloseAsync);
        routes.MapGet("/awaited", AwaitedAsync);
        routes.MapGet("/close-awaited", CloseAwaitedAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/result", WebTarget.OkPath, "/get-result", WebTarget.OkPath, "/close", WebTarget.OkPath], TimeSpan.FromMilliseconds(40));

    // The fault itself. A ValueTask of an async method blocks; one of a pooled source would throw or give a wrong result.
#pragma warning disable CA2012
    private static async Task<IResult> ResultAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Fault fault = truth.Begin();
        int price = PriceAsync().Result; // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text($"price {price}");
    }

    private static async Task<IResult> GetResultAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Fault fault = truth.Begin();
        SaveAsync().GetAwaiter().GetResult(); // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text("saved");
    }
#pragma warning restore CA2012

    private static async Task<IResult> CloseAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Connection connection = new();
        Fault fault = truth.Begin();
        connection.DisposeAsync().AsTask().Wait(); // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text("closed");
    }

    private static async Task<IResult> AwaitedAsync()
    {
        await SaveAsync();
        return Results.Text($"price {await PriceAsync()}");
    }

    private static async Task<IResult> CloseAwaitedAsync()
    {
        await using Connection connection = new();
        return Results.Text("closed");
    }

    private static async ValueTask<int> PriceAsync()
    {
        await Task.Delay(Slow);
        return 1;
    }

    private static async ValueTask SaveAsync() => await Task.Delay(Slow);

    private sealed class Connection : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Task.Delay(Slow);
    }
}
