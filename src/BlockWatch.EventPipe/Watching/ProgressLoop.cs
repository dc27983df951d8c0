using System.Diagnostics;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Governing;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Tells the observer once a second how the watch goes, and once more when it ends.</summary>
/// <param name="feed">Hands it on, in order with what the detector says.</param>
/// <param name="options">What was asked for.</param>
/// <param name="runtimeMajor">The target's runtime.</param>
/// <param name="totals">What the lanes brought.</param>
/// <param name="governed">For how long each thing was told, and what it was measured to cost.</param>
/// <param name="targetCpuMs">What the target has used meanwhile; null when not known.</param>
internal sealed class ProgressLoop(
    DetectionFeed feed, WatchOptions options, int runtimeMajor, LaneTotals totals, GovernedLanes governed, Func<double?> targetCpuMs)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly long _startedTicks = Stopwatch.GetTimestamp();

    /// <summary>Runs until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                Tell();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: the usual end.
        }

        Tell();
    }

    private void Tell()
    {
        WatchProgress progress = Measure();
        feed.Tell(observer => observer.OnProgress(progress));
    }

    private WatchProgress Measure()
    {
        LaneTimes told = governed.Times;
        double watchedMs = Stopwatch.GetElapsedTime(_startedTicks).TotalMilliseconds;
        return new WatchProgress
        {
            WatchedMs = watchedMs,
            Pool = totals.Pool,
            CompletedItems = totals.CompletedItems,
            LongestOpenMs = feed.LongestOpenNs / 1e6,
            Lanes = totals.Lanes(told, runtimeMajor, options.Detail != DetailMode.Off),
            Budget = BudgetEstimate.Of(options.BudgetShare, runtimeMajor, totals.At(watchedMs / 1000, told), governed.ItemCost, watchedMs, targetCpuMs()),
            Untold = feed.UntoldCount,
        };
    }
}
