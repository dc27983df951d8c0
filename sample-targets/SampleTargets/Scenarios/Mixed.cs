using System.Collections.Concurrent;
using System.Security.Cryptography;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Two causes in one span.</summary>
/// <remarks>
/// The fault: <see cref="LockThenSleepAsync"/> waits for a lock that a dedicated thread holds for 120 ms, and then, without an await
/// between, sleeps for 180 ms; <see cref="FileThenHashAsync"/> writes and flushes a file for 150 ms and then hashes for 180 ms.
/// The lines: the four marked BLOCKS in these two methods, each with an occurrence of its own in the truth file.
/// <see cref="HoldLock"/> has one too, on a thread that is not the pool's.
/// blockwatch must say: BW0003 at the lock with about 120 ms and BW0004 at the sleep with about 180 ms, apart, though each pair is one
/// stall; BW0005 at the write with about 150 ms and BW0006 at the hash with about 180 ms.
/// The healthy twin (<c>--load healthy</c>) awaits a semaphore, a delay and an asynchronous write, and computes nothing.
/// </remarks>
internal sealed class Mixed : WebScenario, IDisposable
{
    private const int HoldMs = 120;
    private const int SleepMs = 180;
    private const int BlockBytes = 64 * 1024;

    private static readonly TimeSpan WriteFor = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan HashFor = TimeSpan.FromMilliseconds(180);

    private readonly byte[] _block = new byte[BlockBytes];
    private readonly object _gate = new();
    private readonly SemaphoreSlim _asyncGate = new(1);
    private readonly BlockingCollection<TaskCompletionSource> _holds = [];

    // Open for the whole run, so that nothing but the write and the flush touches the disk inside a request.
    private FileStream? _file;

    public override string Name => "mixed";

    public override string Description => "one span waits for a lock and then sleeps, another writes a file and then hashes (BW0003, 4, 5, 6)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0003", "BW0004", "BW0005", "BW0006");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/mixed-async", WebTarget.OkPath];

    protected override Task SetUpAsync(ScenarioRun run)
    {
        string path = Path.Combine(Path.GetTempPath(), $"sample-targets-{Path.GetRandomFileName()}");
        const FileOptions Options = FileOptions.DeleteOnClose;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, Options);
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
        _asyncGate.Dispose();
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/lock-then-sleep", LockThenSleepAsync);
        routes.MapGet("/file-then-hash", FileThenHashAsync);
        routes.MapGet("/mixed-async", MixedWithoutBlockingAsync);
    }

    // One request at a time: the file and the lock are used by one handler at once.
    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/lock-then-sleep", WebTarget.OkPath, "/file-then-hash", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private async Task<IResult> LockThenSleepAsync(TruthLog truth)
    {
        TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _holds.Add(held);
        await held.Task;
        Fault wait = truth.Begin();
        lock (_gate) // BLOCKS
        {
            truth.End(wait, FaultCategory.Lock);
        }

        Fault sleep = truth.Begin();
        Thread.Sleep(SleepMs); // BLOCKS
        truth.End(sleep, FaultCategory.Sleep);
        return Results.Text("locked and slept");
    }

    /// <summary>The owner: takes the lock when asked to, says so, and keeps it for 120 ms.</summary>
    private void HoldLock(TruthLog truth)
    {
        foreach (TaskCompletionSource held in _holds.GetConsumingEnumerable())
        {
            lock (_gate)
            {
                held.SetResult();
                Fault hold = truth.Begin();
                Thread.Sleep(HoldMs); // BLOCKS
                truth.End(hold, FaultCategory.Sleep);
            }
        }
    }

    private async Task<IResult> FileThenHashAsync(TruthLog truth)
    {
        await Task.Delay(5);
        FileStream stream = _file!;
        Fault write = truth.Begin();
        while (write.Elapsed < WriteFor)
        {
            stream.Position = 0;
            stream.Write(_block); stream.Flush(flushToDisk: true); // BLOCKS
        }

        truth.End(write, FaultCategory.File);
        byte[] digest = [];
        Fault hash = truth.Begin();
        while (hash.Elapsed < HashFor)
        {
            digest = SHA256.HashData(_block); // BLOCKS
        }

        truth.End(hash, FaultCategory.Cpu);
        return Results.Text(Convert.ToHexString(digest));
    }

    private async Task<IResult> MixedWithoutBlockingAsync()
    {
        await _asyncGate.WaitAsync();
        try
        {
            await Task.Delay(HoldMs);
        }
        finally
        {
            _asyncGate.Release();
        }

        await Task.Delay(SleepMs);
        return Results.Text("waited");
    }
}
