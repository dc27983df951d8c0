using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Async over sync: a blocking call in Task.Run still takes a pool thread.</summary>
/// <remarks>
/// The fault: <see cref="SleepAsync"/> awaits a Task.Run whose lambda sleeps for 200 ms; <see cref="ResultAsync"/> one whose lambda, which
/// captures, waits for a task; <see cref="QueueAsync"/> queues <see cref="Import"/> to the pool, by name. None of them is an async method on
/// the thread that blocks: no state machine is on the stack.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0004, BW0001 and BW0004 at these lines: the method that is named for the first two is the lambda in the handler.
/// The healthy twin (<c>--load healthy</c>) awaits the delays: nothing.
/// </remarks>
internal sealed class AsyncOverSync : WebScenario
{
    private const int StallMs = 200;

    public override string Name => "async-over-sync";

    public override string Description => "Task.Run and QueueUserWorkItem around blocking calls: the pool's thread is still held (BW0004, BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/delay", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sleep", SleepAsync);
        routes.MapGet("/result", ResultAsync);
        routes.MapGet("/queue", QueueAsync);
        routes.MapGet("/delay", DelayAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/sleep", WebTarget.OkPath, "/result", WebTarget.OkPath, "/queue", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> SleepAsync(TruthLog truth)
    {
        await Task.Run(() =>
        {
            Fault fault = truth.Begin();
            Thread.Sleep(StallMs); // BLOCKS
            truth.End(fault, FaultCategory.Sleep);
        });
        return Results.Text("slept");
    }

    private static async Task<IResult> ResultAsync(TruthLog truth)
    {
        Task<int> pending = PriceAsync();
        int price = await Task.Run(() =>
        {
            Fault fault = truth.Begin();
            int found = pending.Result; // BLOCKS
            truth.End(fault, FaultCategory.TaskWait);
            return found;
        });
        return Results.Text($"{price}");
    }

    private static async Task<int> PriceAsync()
    {
        await Task.Delay(StallMs);
        return StallMs;
    }

    private static async Task<IResult> QueueAsync(TruthLog truth)
    {
        TaskCompletionSource imported = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(Import, (truth, imported), preferLocal: false);
        await imported.Task;
        return Results.Text("imported");
    }

    private static void Import((TruthLog Truth, TaskCompletionSource Imported) work)
    {
        Fault fault = work.Truth.Begin();
        Thread.Sleep(StallMs); // BLOCKS
        work.Truth.End(fault, FaultCategory.Sleep);
        work.Imported.SetResult();
    }

    private static async Task<IResult> DelayAsync()
    {
        await Task.Delay(StallMs);
        return Results.Text("delayed");
    }
}
