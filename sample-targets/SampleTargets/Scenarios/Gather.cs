using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Several tasks at once: Task.WaitAll, which keeps the thread, where Task.WhenAll would not.</summary>
/// <remarks>
/// The fault: <see cref="WaitForAllAsync"/> starts three tasks, the longest of 250 ms, and calls Task.WaitAll on them.
/// The line: the one marked BLOCKS.
/// blockwatch must say: BW0001 at that line, with Task.WhenAll as its replacement.
/// A second fault blocks nothing, so that none of BW0001 to BW0007 may speak of it: <see cref="LoseOneAsync"/> awaits Task.WhenAll
/// of two tasks that both fail, and catches the exception of one. The other one is lost, but its task is awaited: no BW0011 either.
/// The healthy twin (<c>--load healthy</c>) awaits Task.WhenAll: nothing.
/// </remarks>
internal sealed class Gather : WebScenario
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    public override string Name => "gather";

    public override string Description => "a handler calls Task.WaitAll (BW0001); another one loses an exception of Task.WhenAll";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001") with { Detail = ScenarioFacts.FullDetail };

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/when-all", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/wait-all", WaitForAllAsync);
        routes.MapGet("/when-all", AwaitAllAsync);
        routes.MapGet("/lose-one", LoseOneAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/wait-all", "/lose-one", "/when-all"], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> WaitForAllAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Task<int>[] quotes = [QuoteAsync(1), QuoteAsync(2), QuoteAsync(3)];
        Fault fault = truth.Begin();
        Task.WaitAll(quotes); // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text($"{quotes.Length} quotes");
    }

    private static async Task<IResult> AwaitAllAsync()
    {
        await Task.Delay(5);
        int[] quotes = await Task.WhenAll(QuoteAsync(1), QuoteAsync(2), QuoteAsync(3));
        return Results.Text($"{quotes.Length} quotes");
    }

    private static async Task<IResult> LoseOneAsync()
    {
        try
        {
            await Task.WhenAll(RefuseAsync("first"), RefuseAsync("second"));
        }
        catch (InvalidOperationException refused)
        {
            return Results.Text(refused.Message);
        }

        return Results.Text("none refused");
    }

    private static async Task<int> QuoteAsync(int third)
    {
        await Task.Delay(Longest * third / 3);
        return third;
    }

    private static async Task RefuseAsync(string who)
    {
        await Task.Delay(5);
        throw new InvalidOperationException($"{who} refused");
    }
}
