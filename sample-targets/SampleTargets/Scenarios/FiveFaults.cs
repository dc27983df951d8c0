using System.Collections.Concurrent;
using System.Security.Cryptography;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>The acceptance app: one server with five faults and one healthy endpoint.</summary>
/// <remarks>
/// The faults, each of 200 to 250 ms after an await: <see cref="SleepAsync"/> sleeps, <see cref="ResultAsync"/> reads
/// <c>.Result</c> of an incomplete task, <see cref="LockAsync"/> waits for a lock that a dedicated thread holds,
/// <see cref="FileAsync"/> writes a file and flushes it to the disk, <see cref="ShaAsync"/> computes SHA-256.
/// The lines: those marked BLOCKS in these five methods. <see cref="HoldLock"/> has one too, on a thread that is not the pool's.
/// blockwatch must say: BW0004, BW0001, BW0003 (held by HoldLock at its Thread.Sleep), BW0005 and BW0006, one at each of the
/// five lines, and nothing else: the load is one request at a time, so that no fault lies over another and the pool, at its
/// default size, is never short of threads.
/// With <c>--load healthy</c> only <c>/ok</c> is called: nothing.
/// </remarks>
internal sealed class FiveFaults : WebScenario, IDisposable
{
    private const int StallMs = 200;
    private const int ResultMs = 250;
    private const int BlockBytes = 64 * 1024;

    private static readonly TimeSpan StallFor = TimeSpan.FromMilliseconds(StallMs);

    private readonly byte[] _block = new byte[BlockBytes];
    private readonly object _gate = new();
    private readonly BlockingCollection<TaskCompletionSource> _holds = [];
    private readonly SemaphoreSlim _fileTurn = new(1);

    // Open for the whole run: closing and deleting it inside a request would be a fault of its own on a busy disk.
    private FileStream? _file;

    public override string Name => "five-faults";

    public override string Description => "one server: /sleep, /result, /lock, /file and /sha block for 200 to 250 ms, /ok only awaits (BW0001, 3, 4, 5, 6)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0003", "BW0004", "BW0005", "BW0006");

    protected override IReadOnlyList<string> HealthyPaths { get; } = [WebTarget.OkPath];

    protected override Task SetUpAsync(ScenarioRun run)
    {
        string path = Path.Combine(Path.GetTempPath(), $"sample-targets-{Path.GetRandomFileName()}");
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        new Thread(() => HoldLock(run.Truth)) { IsBackground = true, Name = "lock owner" }.Start();
        return Task.CompletedTask;
    }

    protected override void TearDown()
    {
        _holds.CompleteAdding();
        Dispose();
    }

    public void Dispose()
    {
        _file?.Dispose();
        _fileTurn.Dispose();
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sleep", SleepAsync);
        routes.MapGet("/result", ResultAsync);
        routes.MapGet("/lock", LockAsync);
        routes.MapGet("/file", FileAsync);
        routes.MapGet("/sha", ShaAsync);
    }

    // A round of five takes about 1.3 s.
    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/sleep", "/result", "/lock", "/file", "/sha", WebTarget.OkPath], TimeSpan.FromMilliseconds(40));

    private static async Task<IResult> SleepAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Fault fault = truth.Begin();
        Thread.Sleep(StallMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
        return Results.Text("slept");
    }

    private static async Task<IResult> ResultAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Task<string> pending = QuoteAsync();
        Fault fault = truth.Begin();
        string quote = pending.Result; // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text(quote);
    }

    private static async Task<string> QuoteAsync()
    {
        await Task.Delay(ResultMs);
        return "quoted";
    }

    private async Task<IResult> LockAsync(TruthLog truth)
    {
        TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _holds.Add(held);
        await held.Task;
        Fault fault = truth.Begin();
        lock (_gate) // BLOCKS
        {
            truth.End(fault, FaultCategory.Lock);
        }

        return Results.Text("locked");
    }

    /// <summary>The owner: takes the lock when asked to, says so, and keeps it for 200 ms.</summary>
    private void HoldLock(TruthLog truth)
    {
        foreach (TaskCompletionSource held in _holds.GetConsumingEnumerable())
        {
            lock (_gate)
            {
                held.SetResult();
                Fault hold = truth.Begin();
                Thread.Sleep(StallMs); // BLOCKS
                truth.End(hold, FaultCategory.Sleep);
            }
        }
    }

    private async Task<IResult> FileAsync(TruthLog truth)
    {
        await Task.Delay(5);
        await _fileTurn.WaitAsync();
        FileStream stream = _file!;
        Fault fault = truth.Begin();
        while (fault.Elapsed < StallFor)
        {
            stream.Position = 0;
            stream.Write(_block); stream.Flush(flushToDisk: true); // BLOCKS
        }

        truth.End(fault, FaultCategory.File);
        _fileTurn.Release();
        return Results.Text("written");
    }

    private async Task<IResult> ShaAsync(TruthLog truth)
    {
        await Task.Delay(5);
        byte[] digest = [];
        Fault fault = truth.Begin();
        while (fault.Elapsed < StallFor)
        {
            digest = SHA256.HashData(_block); // BLOCKS
        }

        truth.End(fault, FaultCategory.Cpu);
        return Results.Text(Convert.ToHexString(digest));
    }
}
