using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A healthy server whose garbage collector has much to do.</summary>
/// <remarks>
/// The fault: none. Short handlers allocate and keep objects for a while, over a graph of two million linked objects that lives
/// all the time; a thread of its own forces a blocking, compacting collection of everything each second, which stops all threads for some
/// 50 to 200 ms.
/// The line: none; nothing is marked and the truth file stays empty.
/// blockwatch must say: BW0010 (garbage collection) for spans that a pause made long, if any; never one of BW0001 to BW0006, for no
/// handler works for more than a few milliseconds.
/// </remarks>
internal sealed class GcHeavy : WebScenario
{
    private const int LiveNodes = 2_000_000;
    private const int RecentBlocks = 512;
    private const int BlocksARequest = 64;
    private const int BlockBytes = 4 * 1024;

    private static readonly TimeSpan BetweenCollections = TimeSpan.FromSeconds(1);

    // Survives a few requests, so that the older generations fill too.
    private readonly byte[]?[] _recent = new byte[RecentBlocks][];
    private Node? _live;
    private int _next;

    public override string Name => "gc-heavy";

    public override string Description => "short handlers allocate over a large live graph, with a forced full collection a second: no finding but GC pauses";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Healthy;

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/allocate", WebTarget.OkPath];

    protected override double HealthyRate => 100;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        for (int i = 0; i < LiveNodes; i++)
        {
            _live = new Node(i, _live);
        }

        new Thread(() => Collect(run.End)) { IsBackground = true, Name = "collecting" }.Start();
        return Task.CompletedTask;
    }

    protected override void Map(IEndpointRouteBuilder routes) => routes.MapGet("/allocate", AllocateAsync);

    // There is no fault to bring about: the load is the healthy one either way.
    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.PacedAsync(HealthyPaths, run.Options.Rate ?? HealthyRate);

    private static void Collect(CancellationToken end)
    {
        while (!end.WaitHandle.WaitOne(BetweenCollections))
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        }
    }

    private async Task<IResult> AllocateAsync()
    {
        await Task.Yield();
        for (int i = 0; i < BlocksARequest; i++)
        {
            int slot = (Interlocked.Increment(ref _next) & int.MaxValue) % RecentBlocks;
            Volatile.Write(ref _recent[slot], new byte[BlockBytes]);
        }

        return Results.Text(_live is { Number: > 0 } ? "kept" : "lost");
    }

    private sealed class Node(int number, Node? next)
    {
        public int Number { get; } = number;

        // Never read: it keeps the whole graph alive.
        public Node? Next { get; } = next;
    }
}
