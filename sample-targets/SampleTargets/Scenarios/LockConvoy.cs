using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A lock convoy: four handlers at a time want one lock, and whoever owns it keeps it for 200 ms.</summary>
/// <remarks>
/// The fault: <see cref="PostAsync"/> enters the lock of the ledger and, as its owner, sleeps for 200 ms inside. Of four
/// requests that come together one goes through and the others wait 200, 400 and 600 ms.
/// The lines: the <c>lock</c> (the waiters) and the <c>Thread.Sleep</c> within (the owner), both marked BLOCKS.
/// blockwatch must say: BW0003 at the lock's line, with PostAsync at its Thread.Sleep as what the owner did, and BW0004 at that line.
/// In the truth file a wait is category Lock, written only above 1 ms, and an owner's hold is category Sleep.
/// The pool has threads enough from the start (a minimum of 12), so that the convoy is not a starvation too.
/// The healthy twin (<c>--load healthy</c>) uses SemaphoreSlim.WaitAsync and Task.Delay: nothing.
/// </remarks>
internal sealed class LockConvoy : WebScenario
{
    private const int HoldMs = 200;
    private const int Requests = 4;
    private const int MinThreads = 12;

    private static readonly SemaphoreSlim LedgerGate = new(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly object _ledger = new();

    public override string Name => "lock-convoy";

    public override string Description => "four handlers at a time contend for one lock, held for 200 ms by its owner (BW0003, BW0004)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0003", "BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/post-async", WebTarget.OkPath];

    // The lock admits five a second.
    protected override double HealthyRate => 8;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        ThreadPool.GetMinThreads(out _, out int completionPortThreads);
        ThreadPool.SetMinThreads(MinThreads, completionPortThreads);
        return Task.CompletedTask;
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/post", PostAsync);
        routes.MapGet("/post-async", PostWithoutBlockingAsync);
    }

    protected override async Task FaultLoadAsync(LoadGenerator load, ScenarioRun run)
    {
        while (load.Continues)
        {
            await load.BurstAsync("/post", Requests);
            await load.PauseAsync(TimeSpan.FromMilliseconds(300));
        }
    }

    private async Task<IResult> PostAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Fault wait = truth.Begin();
        lock (_ledger) // BLOCKS
        {
            if (wait.Elapsed > ShortestWait)
            {
                truth.End(wait, FaultCategory.Lock);
            }

            Fault hold = truth.Begin();
            Thread.Sleep(HoldMs); // BLOCKS
            truth.End(hold, FaultCategory.Sleep);
        }

        return Results.Text("posted");
    }

    private static async Task<IResult> PostWithoutBlockingAsync()
    {
        await LedgerGate.WaitAsync();
        try
        {
            await Task.Delay(HoldMs);
        }
        finally
        {
            LedgerGate.Release();
        }

        return Results.Text("posted");
    }
}
