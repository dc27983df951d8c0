using System.Runtime.CompilerServices;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>await foreach over async iterators that block in MoveNextAsync.</summary>
/// <remarks>
/// The fault: <see cref="SumAsync"/> goes through <see cref="RowsAsync"/>, which sleeps for 200 ms after an await, and through
/// <see cref="PagesAsync"/>, which reads <c>.Result</c> of a task of 200 ms before it has awaited anything, so that it blocks in the
/// consumer's own continuation.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0004 at the first and BW0001 at the second, each in the iterator, not at the await foreach.
/// The healthy twin (<c>--load healthy</c>) goes through an iterator that awaits: nothing.
/// </remarks>
internal sealed class AsyncStream : WebScenario
{
    private const int RowMs = 200;

    public override string Name => "async-stream";

    public override string Description => "await foreach over async iterators that sleep and read .Result in MoveNextAsync (BW0004, BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/awaited", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rows", async (TruthLog truth) => await SumAsync(RowsAsync(truth, CancellationToken.None)));
        routes.MapGet("/pages", async (TruthLog truth) => await SumAsync(PagesAsync(truth)));
        routes.MapGet("/awaited", async () => await SumAsync(RowsWithoutBlockingAsync()));
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/rows", WebTarget.OkPath, "/pages", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> SumAsync(IAsyncEnumerable<int> amounts)
    {
        int sum = 0;
        await foreach (int amount in amounts)
        {
            sum += amount;
        }

        return Results.Text($"sum {sum}");
    }

    private static async IAsyncEnumerable<int> RowsAsync(TruthLog truth, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (int row = 0; row < 2; row++)
        {
            await Task.Delay(30, cancellation);
            Fault fault = truth.Begin();
            Thread.Sleep(RowMs); // BLOCKS
            truth.End(fault, FaultCategory.Sleep);
            yield return row;
        }
    }

    private static async IAsyncEnumerable<int> PagesAsync(TruthLog truth)
    {
        Task<int> page = PageAsync();
        Fault fault = truth.Begin();
        int amount = page.Result; // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        yield return amount;
        await Task.Delay(5);
        yield return amount;
    }

    private static async Task<int> PageAsync()
    {
        await Task.Delay(RowMs);
        return 1;
    }

    private static async IAsyncEnumerable<int> RowsWithoutBlockingAsync()
    {
        for (int row = 0; row < 2; row++)
        {
            await Task.Delay(RowMs);
            yield return row;
        }
    }
}
