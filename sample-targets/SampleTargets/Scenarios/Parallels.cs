using System.Diagnostics;
using System.Security.Cryptography;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Parallel loops in handlers: they hold the handler's thread and others of the pool.</summary>
/// <remarks>
/// The fault: <see cref="ForAsync"/> runs a Parallel.For of two bodies that sleep until 200 ms have passed, one on the handler's own thread;
/// <see cref="InvokeAsync"/> calls Parallel.Invoke, whose second action sleeps for 250 ms on another thread, while the caller,
/// done with the first, waits; <see cref="QueryAsync"/> runs a PLINQ query of two elements that compute until 200 ms have passed.
/// The lines: those marked BLOCKS, in the bodies and, for the caller that waits, at Parallel.Invoke.
/// blockwatch must say: BW0004 at the two sleeps, BW0002 at Parallel.Invoke, BW0006 at the computation; in the bodies, not in the loops.
/// The healthy twin (<c>--load healthy</c>) uses Parallel.ForEachAsync and Task.Delay: nothing.
/// The pool has threads enough from the start (a minimum of 8), so that no body waits for one; the bodies of a loop end
/// together, so that none waits for another.
/// </remarks>
internal sealed class Parallels : WebScenario
{
    private const int LongSleepMs = 250;
    private const int BlockBytes = 64 * 1024;
    private const int MinThreads = 8;

    private static readonly TimeSpan StallFor = TimeSpan.FromMilliseconds(200);
    private static readonly ParallelOptions TwoAtATime = new() { MaxDegreeOfParallelism = 2 };

    private readonly byte[] _block = new byte[BlockBytes];

    public override string Name => "parallel";

    public override string Description => "handlers run Parallel.For, Parallel.Invoke and PLINQ over bodies that sleep and compute (BW0002, BW0004, BW0006)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0002", "BW0004", "BW0006");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/for-each-async", WebTarget.OkPath];

    protected override Task SetUpAsync(ScenarioRun run)
    {
        ThreadPool.GetMinThreads(out _, out int completionPortThreads);
        ThreadPool.SetMinThreads(MinThreads, completionPortThreads);
        return Task.CompletedTask;
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/for", ForAsync);
        routes.MapGet("/invoke", InvokeAsync);
        routes.MapGet("/query", QueryAsync);
        routes.MapGet("/for-each-async", ForEachWithoutBlockingAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/for", WebTarget.OkPath, "/invoke", WebTarget.OkPath, "/query", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> ForAsync(TruthLog truth)
    {
        await Task.Delay(5);
        long start = Stopwatch.GetTimestamp();
        Parallel.For(0, 2, TwoAtATime, _ =>
        {
            TimeSpan left = Left(start);
            Fault fault = truth.Begin();
            Thread.Sleep(left); // BLOCKS
            truth.End(fault, FaultCategory.Sleep);
        });
        return Results.Text("slept");
    }

    private static async Task<IResult> InvokeAsync(TruthLog truth)
    {
        await Task.Delay(5);
        using ManualResetEventSlim elsewhere = new();
        Action sleep = () => SleepElsewhere(truth, elsewhere);

        // The caller runs the first action, for as long as it takes the other to be under way on its thread.
        Action start = elsewhere.Wait;
        Fault fault = truth.Begin();
        Parallel.Invoke(start, sleep); // BLOCKS
        truth.End(fault, FaultCategory.PrimitiveWait);
        return Results.Text("invoked");
    }

    private static void SleepElsewhere(TruthLog truth, ManualResetEventSlim elsewhere)
    {
        elsewhere.Set();
        Fault fault = truth.Begin();
        Thread.Sleep(LongSleepMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
    }

    private async Task<IResult> QueryAsync(TruthLog truth)
    {
        await Task.Delay(5);
        long start = Stopwatch.GetTimestamp();
        int length = ParallelEnumerable.Range(0, 2).WithDegreeOfParallelism(2).Select(_ => Hash(truth, start)).Sum();
        return Results.Text(length > 0 ? "hashed" : "empty");
    }

    private int Hash(TruthLog truth, long start)
    {
        int length = 0;
        Fault fault = truth.Begin();
        while (Left(start) > TimeSpan.Zero)
        {
            length = SHA256.HashData(_block).Length; // BLOCKS
        }

        truth.End(fault, FaultCategory.Cpu);
        return length;
    }

    private static TimeSpan Left(long start)
    {
        TimeSpan left = StallFor - Stopwatch.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static async Task<IResult> ForEachWithoutBlockingAsync()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 2), TwoAtATime, async (_, end) => await Task.Delay(StallFor, end));
        return Results.Text("delayed");
    }
}
