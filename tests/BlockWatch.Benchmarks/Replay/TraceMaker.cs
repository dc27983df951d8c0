using System.Diagnostics;
using System.Globalization;
using BlockWatch.Benchmarks.Targets;
using BlockWatch.TestKit;
using BlockWatch.TestKit.Traces;

namespace BlockWatch.Benchmarks.Replay;

/// <summary>Records traces of wanted sizes, from a busy target, with the providers that docs/recording.md names.</summary>
internal sealed class TraceMaker
{
    // The slowest that still counts: a recording that grows by less is broken.
    private const double LeastMbPerSecond = 0.2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly int _workItemsPerSecond;

    /// <param name="folder">Where the traces go.</param>
    /// <param name="workItemsPerSecond">How busy the target is; besides, it sleeps in a handler every second or so.</param>
    public TraceMaker(string folder, int workItemsPerSecond)
    {
        _folder = folder;
        _workItemsPerSecond = workItemsPerSecond;
    }

    /// <summary>The trace of this size; the rundown, which names the methods, comes on top.</summary>
    /// <returns>Its path; one that is there already is not made again.</returns>
    public async Task<string> MakeAsync(int megabytes)
    {
        string path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{_workItemsPerSecond}-a-second-{megabytes}-mb.nettrace"));
        if (File.Exists(path))
        {
            return path;
        }

        await using TargetProcess target = await TargetProcess.StartAsync();
        await target.QueueWorkAsync(_workItemsPerSecond);
        using CancellationTokenSource enough = new();
        Task sleeping = SleepNowAndThenAsync(target, enough.Token);
        string pending = path + ".tmp";
        long started = Stopwatch.GetTimestamp();
        await TraceRecording.RecordAsync(
            target.Id, pending, stop => ReachesAsync(pending, megabytes * 1_000_000L, stop), Patience + TimeSpan.FromSeconds(megabytes / LeastMbPerSecond));
        await enough.CancelAsync();
        await sleeping;
        File.Move(pending, path);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  recorded {new FileInfo(path).Length / 1e6:F1} MB in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s"));
        return path;
    }

    private static async Task ReachesAsync(string path, long bytes, CancellationToken stop)
    {
        while (new FileInfo(path).Length < bytes)
        {
            await Task.Delay(TestTimeouts.Poll, stop);
        }
    }

    // So that there are stalls to be found.
    private static async Task SleepNowAndThenAsync(TargetProcess target, CancellationToken stop)
    {
        using HttpClient client = new();
        try
        {
            while (true)
            {
                await client.GetStringAsync(new Uri(target.Address, WebTarget.SleepingPath), stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough is recorded.
        }
    }
}
