using System.Collections.Concurrent;
using System.Diagnostics;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Thousands of waits of a fraction of a millisecond in one request: none would be seen alone, together they are a stall.</summary>
/// <remarks>
/// The fault: <see cref="WaitAsync"/> waits, again and again until 260 ms have passed, for a task that a dedicated thread completes
/// about 0.1 ms later; <see cref="ResultAsync"/> reads the <c>.Result</c> of such tasks. That is 1,500 to 2,500 waits a request.
/// The lines: those marked BLOCKS. In the truth file the loop is one occurrence.
/// blockwatch must say: BW0001 at both lines, as one stall of about 0.26 s a request, though much of that time the thread spins
/// before it waits, and the loop's own work lies between.
/// The healthy twin (<c>--load healthy</c>) awaits tasks of the same kind: nothing.
/// </remarks>
internal sealed class TinyWaits : WebScenario, IDisposable
{
    private static readonly TimeSpan StallFor = TimeSpan.FromMilliseconds(260);
    private static readonly TimeSpan Work = TimeSpan.FromMicroseconds(90);

    private readonly BlockingCollection<TaskCompletionSource<int>> _orders = new(new ConcurrentQueue<TaskCompletionSource<int>>());
    private Thread? _completing;

    public override string Name => "tiny-waits";

    public override string Description => "one request waits about 2,000 times for tasks that complete after 0.1 ms (BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/awaits", WebTarget.OkPath];

    protected override Task SetUpAsync(ScenarioRun run)
    {
        _completing = new Thread(Complete) { IsBackground = true, Name = "completing" };
        _completing.Start();
        return Task.CompletedTask;
    }

    protected override void TearDown()
    {
        _orders.CompleteAdding();
        _completing?.Join();
        Dispose();
    }

    public void Dispose() => _orders.Dispose();

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/waits", WaitAsync);
        routes.MapGet("/results", ResultAsync);
        routes.MapGet("/awaits", AwaitAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/waits", WebTarget.OkPath, "/results", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private async Task<IResult> WaitAsync(TruthLog truth)
    {
        await Task.Delay(5);
        int waits = 0;
        Fault fault = truth.Begin();
        while (fault.Elapsed < StallFor)
        {
            Task pending = Order();
            pending.Wait(); // BLOCKS
            waits++;
        }

        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text($"{waits} waits");
    }

    private async Task<IResult> ResultAsync(TruthLog truth)
    {
        await Task.Delay(5);
        int waits = 0;
        Fault fault = truth.Begin();
        while (fault.Elapsed < StallFor)
        {
            Task<int> pending = Order();
            waits += pending.Result; // BLOCKS
        }

        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text($"{waits} waits");
    }

    private async Task<IResult> AwaitAsync()
    {
        int awaited = 0;
        for (int i = 0; i < 200; i++)
        {
            awaited += await Order();
        }

        return Results.Text($"{awaited} awaited");
    }

    private Task<int> Order()
    {
        TaskCompletionSource<int> order = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Add(order);
        return order.Task;
    }

    /// <summary>The other side: completes each task a little after it was ordered. It works, and does not sleep, for a sleep is never so short.</summary>
    private void Complete()
    {
        foreach (TaskCompletionSource<int> order in _orders.GetConsumingEnumerable())
        {
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < Work)
            {
                Thread.SpinWait(20);
            }

            order.SetResult(1);
        }
    }
}
