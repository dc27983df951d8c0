using System.Collections.Concurrent;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A healthy server that does its blocking work where it belongs: on threads of its own.</summary>
/// <remarks>
/// The fault: none. A handler hands work to a consumer of a BlockingCollection, to a LongRunning task or to a new thread, and
/// awaits it; there it sleeps, waits for a task or writes a file, for 200 ms.
/// The lines: those marked BLOCKS, in the truth file with onPool false.
/// blockwatch must say: nothing, for no pool thread is held. <c>Thread.Start</c> returns only when the new thread runs: on an
/// overloaded machine that alone holds the handler's thread for a while, which is no CPU work.
/// </remarks>
internal sealed class OwnThreads : WebScenario, IDisposable
{
    private const int StallMs = 200;

    private static readonly TimeSpan StallFor = TimeSpan.FromMilliseconds(StallMs);

    private readonly BlockingCollection<TaskCompletionSource> _orders = [];
    private readonly byte[] _block = new byte[64 * 1024];
    private Thread? _consumer;

    public override string Name => "own-threads";

    public override string Description => "sleeps, waits and file I/O on LongRunning tasks and dedicated threads: no finding";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Healthy;

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/consumer", "/long-running", "/thread", WebTarget.OkPath];

    protected override double HealthyRate => 12;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        _consumer = new Thread(() => Consume(run.Truth)) { IsBackground = true, Name = "consuming" };
        _consumer.Start();
        return Task.CompletedTask;
    }

    protected override void TearDown()
    {
        _orders.CompleteAdding();
        _consumer?.Join();
        Dispose();
    }

    public void Dispose() => _orders.Dispose();

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consumer", OrderAsync);
        routes.MapGet("/long-running", LongRunningAsync);
        routes.MapGet("/thread", ThreadAsync);
    }

    // There is no fault to bring about: the load is the healthy one either way.
    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.PacedAsync(HealthyPaths, run.Options.Rate ?? HealthyRate);

    private async Task<IResult> OrderAsync()
    {
        TaskCompletionSource order = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Add(order);
        await order.Task;
        return Results.Text("consumed");
    }

    private void Consume(TruthLog truth)
    {
        foreach (TaskCompletionSource order in _orders.GetConsumingEnumerable())
        {
            Fault fault = truth.Begin();
            Thread.Sleep(StallMs); // BLOCKS
            truth.End(fault, FaultCategory.Sleep);
            order.SetResult();
        }
    }

    private static async Task<IResult> LongRunningAsync(TruthLog truth)
    {
        const TaskCreationOptions Options = TaskCreationOptions.LongRunning;
        await Task.Factory.StartNew(() => WaitFor(Task.Delay(StallMs), truth), CancellationToken.None, Options, TaskScheduler.Default);
        return Results.Text("waited");
    }

    private static void WaitFor(Task pending, TruthLog truth)
    {
        Fault fault = truth.Begin();
        pending.Wait(); // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
    }

    private async Task<IResult> ThreadAsync(TruthLog truth)
    {
        TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Write(truth, written)) { IsBackground = true, Name = "writing" }.Start();
        await written.Task;
        return Results.Text("written");
    }

    private void Write(TruthLog truth, TaskCompletionSource written)
    {
        string path = Path.Combine(Path.GetTempPath(), $"sample-targets-{Path.GetRandomFileName()}");
        const FileOptions Options = FileOptions.DeleteOnClose;
        using (FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, Options))
        {
            Fault fault = truth.Begin();
            while (fault.Elapsed < StallFor)
            {
                stream.Position = 0;
                stream.Write(_block); stream.Flush(flushToDisk: true); // BLOCKS
            }

            truth.End(fault, FaultCategory.File);
        }

        written.SetResult();
    }
}
