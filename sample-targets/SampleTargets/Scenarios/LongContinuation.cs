using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A long continuation: what runs after an await does not give its thread back.</summary>
/// <remarks>
/// The fault: <see cref="SleepAsync"/> sleeps for 200 ms after an await; <see cref="NestedAsync"/> awaits
/// <see cref="PriceAsync"/>, whose continuation does so.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0004 at both lines; for the nested one it names PriceAsync, the frame that slept, not the handler above it.
/// The healthy twin (<c>--load healthy</c>) awaits Task.Delay: nothing.
/// </remarks>
internal sealed class LongContinuation : WebScenario
{
    private const int SleepMs = 200;

    public override string Name => "long-continuation";

    public override string Description => "continuations after an await call Thread.Sleep(200) (BW0004)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/delay", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sleep", SleepAsync);
        routes.MapGet("/nested", NestedAsync);
        routes.MapGet("/delay", DelayAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/sleep", WebTarget.OkPath, "/nested", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> SleepAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Fault fault = truth.Begin();
        Thread.Sleep(SleepMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
        return Results.Text("slept");
    }

    private static async Task<IResult> NestedAsync(TruthLog truth)
    {
        int price = await PriceAsync(truth);
        return Results.Text(price > 0 ? "priced" : "free");
    }

    private static async Task<int> PriceAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Fault fault = truth.Begin();
        Thread.Sleep(SleepMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
        return SleepMs;
    }

    private static async Task<IResult> DelayAsync()
    {
        await Task.Delay(5);
        await Task.Delay(SleepMs);
        return Results.Text("delayed");
    }
}
