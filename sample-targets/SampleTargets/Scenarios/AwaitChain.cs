using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A chain of async methods, awaited in order, whose innermost blocks: its callers are in no stack, they have suspended.</summary>
/// <remarks>
/// The fault: <see cref="CheckoutAsync"/> awaits <see cref="PlaceOrderAsync"/>, which awaits <see cref="SaveAsync"/>, which
/// sleeps for 200 ms after an await. <see cref="RenewAsync"/> comes to the same method without PlaceOrderAsync.
/// The line: the one marked BLOCKS.
/// blockwatch must say: BW0004 at that line of SaveAsync, one finding whoever called; with <c>--detail full</c> both chains of callers.
/// The healthy twin (<c>--load healthy</c>) awaits Task.Delay at the end of the same chain: nothing.
/// </remarks>
internal sealed class AwaitChain : WebScenario
{
    private const int SaveMs = 200;

    private static readonly string[] ByCheckout = [nameof(CheckoutAsync), nameof(PlaceOrderAsync), nameof(SaveAsync)];
    private static readonly string[] ByRenew = [nameof(RenewAsync), nameof(SaveAsync)];

    public override string Name => "await-chain";

    public override string Description => "the last of a chain of awaited methods calls Thread.Sleep(200) (BW0004)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004") with { Detail = ScenarioFacts.FullDetail };

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/checkout-awaited", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/checkout", CheckoutAsync);
        routes.MapGet("/renew", RenewAsync);
        routes.MapGet("/checkout-awaited", CheckoutAwaitedAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/checkout", WebTarget.OkPath, "/renew", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> CheckoutAsync(TruthLog truth)
    {
        int order = await PlaceOrderAsync(truth);
        return Results.Text($"order {order}");
    }

    private static async Task<IResult> RenewAsync(TruthLog truth)
    {
        await Task.Delay(5);
        int order = await SaveAsync(truth, ByRenew);
        return Results.Text($"order {order}");
    }

    private static async Task<int> PlaceOrderAsync(TruthLog truth)
    {
        await Task.Delay(5);
        int saved = await SaveAsync(truth, ByCheckout);
        return saved;
    }

    private static async Task<int> SaveAsync(TruthLog truth, string[] chain)
    {
        await Task.Delay(5);
        Fault fault = truth.Begin();
        Thread.Sleep(SaveMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep, chain);
        return chain.Length;
    }

    private static async Task<IResult> CheckoutAwaitedAsync() => Results.Text($"order {await PlaceOrderAwaitedAsync()}");

    private static async Task<int> PlaceOrderAwaitedAsync()
    {
        await Task.Delay(5);
        return await SaveAwaitedAsync();
    }

    private static async Task<int> SaveAwaitedAsync()
    {
        await Task.Delay(SaveMs);
        return 1;
    }
}
