using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>ThreadPool.SetMinThreads as a cure: the pool gives every request a thread to block, so nothing starves; the fault stays.</summary>
/// <remarks>
/// The fault: twelve requests come at once to <see cref="CheckoutAsync"/>, and each waits with <c>.Wait()</c> for 250 ms of work.
/// The minimum is 64 threads, so that the pool adds twelve at once and its queue never stands.
/// The line: the one marked BLOCKS.
/// blockwatch must say: BW0001 at that line, as if the pool were small, with as many occurrences as requests, and no BW0007: there is no starvation.
/// The healthy twin (<c>--load healthy</c>) awaits the same work: nothing.
/// </remarks>
internal sealed class MinThreads : WebScenario
{
    private const int Threads = 64;
    private const int Requests = 12;

    private static readonly TimeSpan Reservation = TimeSpan.FromMilliseconds(250);

    public override string Name => "min-threads";

    public override string Description => "bursts of sync-over-async on a pool with a minimum of 64 threads: no starvation, the same fault (BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/checkout-awaited", WebTarget.OkPath];

    protected override Task SetUpAsync(ScenarioRun run)
    {
        ThreadPool.GetMinThreads(out _, out int completionPortThreads);
        ThreadPool.SetMinThreads(Threads, completionPortThreads);
        return Task.CompletedTask;
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/checkout", CheckoutAsync);
        routes.MapGet("/checkout-awaited", CheckoutAwaitedAsync);
    }

    protected override async Task FaultLoadAsync(LoadGenerator load, ScenarioRun run)
    {
        while (load.Continues)
        {
            await load.BurstAsync("/checkout", Requests);
            await load.PauseAsync(TimeSpan.FromMilliseconds(700));
        }
    }

    private static async Task<IResult> CheckoutAsync(TruthLog truth)
    {
        await Task.Yield();
        Task pending = ReserveAsync();
        Fault fault = truth.Begin();
        pending.Wait(); // BLOCKS
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
        await Task.Delay(Reservation);
        await Task.Yield();
    }
}
