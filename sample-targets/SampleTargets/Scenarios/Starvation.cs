using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Thread-pool starvation: a burst of requests, each of which blocks a thread while it waits for work that needs another.</summary>
/// <remarks>
/// The fault: <see cref="CheckoutAsync"/> waits with <c>.GetAwaiter().GetResult()</c> for <see cref="ReserveAsync"/>, whose
/// continuations queue behind the burst. The pool, cold, adds threads slower than requests take them: the queue stands
/// for some seconds, then drains, and a pause later it happens again.
/// The line: the one marked BLOCKS.
/// blockwatch must say: BW0007 within a second or two of the burst, with CheckoutAsync as its culprit, and BW0001 at the line.
/// The healthy twin (<c>--load healthy</c>) awaits: nothing.
/// So that the pool is cold again at the next burst, its idle threads end after 2 s and not after 20.
/// In the truth file a line of category Starvation, without a thread, is one burst: from its first request to its last answer.
/// </remarks>
internal sealed class Starvation : WebScenario
{
    private const int IdleThreadTimeoutMs = 2_000;

    // The pool starts with a thread per core and adds so many at each step: the burst grows with it.
    private static readonly int BurstSize = Math.Min(15 * Environment.ProcessorCount, 300);
    private static readonly TimeSpan Stock = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    public override string Name => "starvation";

    public override string Description => "bursts of sync-over-async starve a cold pool for some seconds, then it recovers (BW0007, BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0007");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/checkout-awaited", WebTarget.OkPath];

    protected override Task SetUpAsync(ScenarioRun run)
    {
        // Read once, when the pool is first used, which is after this.
        AppContext.SetData("System.Threading.ThreadPool.ThreadTimeoutMs", IdleThreadTimeoutMs);
        return Task.CompletedTask;
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/checkout", CheckoutAsync);
        routes.MapGet("/checkout-awaited", CheckoutAwaitedAsync);
    }

    protected override async Task FaultLoadAsync(LoadGenerator load, ScenarioRun run)
    {
        await load.PauseAsync(TimeSpan.FromSeconds(1));
        while (load.Continues)
        {
            await BurstAsync(load, run.Truth);
            await load.PauseAsync(Pause);
        }
    }

    private static async Task BurstAsync(LoadGenerator load, TruthLog truth)
    {
        Fault episode = truth.Begin(nameof(CheckoutAsync)) with { ThreadId = 0, OnPool = false };
        await load.BurstAsync("/checkout", BurstSize);
        truth.End(episode, FaultCategory.Starvation);
    }

    private static async Task<IResult> CheckoutAsync(TruthLog truth)
    {
        await Task.Yield();
        Task pending = ReserveAsync();
        Fault fault = truth.Begin();
        pending.GetAwaiter().GetResult(); // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text("reserved");
    }

    private static async Task<IResult> CheckoutAwaitedAsync()
    {
        await Task.Yield();
        await ReserveAsync();
        return Results.Text("reserved");
    }

    private static async Task ReserveAsync()
    {
        await Task.Delay(Stock);
        await Task.Yield();
    }
}
