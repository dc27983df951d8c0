using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A healthy server under load: awaits only.</summary>
/// <remarks>
/// The fault: none. Timers, nested async methods that suspend at each level, HTTP calls to itself and an asynchronous gate,
/// at 200 requests a second (<c>--rate</c>).
/// The line: none; nothing is marked and the truth file stays empty.
/// blockwatch must say: nothing.
/// </remarks>
internal sealed class Healthy : WebScenario
{
    private static readonly SemaphoreSlim Gate = new(4);

    public override string Name => "healthy";

    public override string Description => "awaits only, at 200 requests a second: no finding";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Healthy;

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/delay", "/chain", "/call", "/gate", WebTarget.OkPath];

    protected override IReadOnlyList<string> WarmUpPaths => HealthyPaths;

    protected override double HealthyRate => 200;

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/delay", DelayAsync);
        routes.MapGet("/chain", ChainAsync);
        routes.MapGet("/call", CallAsync);
        routes.MapGet("/gate", GateAsync);
    }

    // There is no fault to bring about: the load is the healthy one either way.
    protected override async Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        await load.PacedAsync(HealthyPaths, run.Options.Rate ?? HealthyRate);

    private static async Task<IResult> DelayAsync()
    {
        await Task.Delay(10);
        return Results.Text("delayed");
    }

    private static async Task<IResult> ChainAsync()
    {
        int total = await OuterAsync();
        return Results.Text(total > 0 ? "chained" : "empty");
    }

    private static async Task<int> OuterAsync()
    {
        await Task.Yield();
        return 1 + await InnerAsync();
    }

    private static async Task<int> InnerAsync()
    {
        await Task.Delay(5);
        return 1;
    }

    private static async Task<IResult> CallAsync(HttpClient client) =>
        Results.Text(await client.GetStringAsync(new Uri("/delay", UriKind.Relative)));

    private static async Task<IResult> GateAsync()
    {
        await Gate.WaitAsync();
        try
        {
            await Task.Delay(5);
        }
        finally
        {
            Gate.Release();
        }

        return Results.Text("passed");
    }
}
