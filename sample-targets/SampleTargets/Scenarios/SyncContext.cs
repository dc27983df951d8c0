using SampleTargets.Contexts;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Synchronization contexts of the program's own, whose frames lie outside the handler's frame, and inside it when it waits.</summary>
/// <remarks>
/// The fault: on a context that posts to the pool, <see cref="PostedAsync"/> sleeps for 200 ms; on one that the runtime asks to do
/// the waiting, <see cref="NotifiedWaitAsync"/> waits for a task and <see cref="NotifiedSignalAsync"/> for an event, for 200 ms each.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0004, BW0001 and BW0002 at these lines, in the handlers, and never name the contexts, though they are the
/// program's own code too: they did not cause the wait.
/// The healthy twin (<c>--load healthy</c>) awaits on such a context: nothing.
/// </remarks>
internal sealed class SyncContext : WebScenario
{
    private const int SlowMs = 200;

    private readonly PoolContext _posting = new();
    private readonly NotifiedContext _notified = new();

    public override string Name => "sync-context";

    public override string Description => "handlers sleep and wait on synchronization contexts of the program's own (BW0001, BW0002, BW0004)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0002", "BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/awaited", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/posted", PostedAsync);
        routes.MapGet("/notified-wait", NotifiedWaitAsync);
        routes.MapGet("/notified-signal", NotifiedSignalAsync);
        routes.MapGet("/awaited", AwaitedAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/posted", WebTarget.OkPath, "/notified-wait", WebTarget.OkPath, "/notified-signal", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private async Task<IResult> PostedAsync(TruthLog truth)
    {
        SynchronizationContext.SetSynchronizationContext(_posting);
        await Task.Delay(5);
        Fault fault = truth.Begin();
        Thread.Sleep(SlowMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
        return Results.Text("slept");
    }

    private async Task<IResult> NotifiedWaitAsync(TruthLog truth)
    {
        SynchronizationContext.SetSynchronizationContext(_notified);
        await Task.Delay(5);
        Task pending = Task.Delay(SlowMs);
        Fault fault = truth.Begin();
        pending.Wait(); // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text("waited");
    }

    private async Task<IResult> NotifiedSignalAsync(TruthLog truth)
    {
        SynchronizationContext.SetSynchronizationContext(_notified);
        await Task.Delay(5);
        using ManualResetEvent signal = new(initialState: false);
        await using Timer timer = new(_ => signal.Set(), null, SlowMs, Timeout.Infinite);
        Fault fault = truth.Begin();
        signal.WaitOne(); // BLOCKS
        truth.End(fault, FaultCategory.PrimitiveWait);
        return Results.Text("signalled");
    }

    private async Task<IResult> AwaitedAsync()
    {
        SynchronizationContext.SetSynchronizationContext(_notified);
        await Task.Delay(5);
        await Task.Delay(SlowMs);
        return Results.Text("awaited");
    }
}
