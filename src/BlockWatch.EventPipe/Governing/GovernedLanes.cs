using System.Diagnostics;
using BlockWatch.Detection;
using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Governing;

/// <summary>Keeps a watch within its budget: counts what the lanes bring, asks the governor once a second, and replaces sessions accordingly.</summary>
/// <remarks>One loop; nothing else replaces sessions.</remarks>
internal sealed class GovernedLanes
{
    // Windows begin and end in steps of this.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Judged = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    // After so long without work items, a look at all threads tells which are in the middle of something long.
    private const long LongPauseNs = 3_000_000_000;

    private readonly Governor _governor;
    private readonly LaneTotals _totals;
    private readonly LaneSession _spans;
    private readonly LaneSession _waits;
    private readonly BurstScheduler _bursts;
    private readonly TargetClock _clock;
    private readonly IEventFeed _feed;
    private readonly Func<bool> _hasOldSpan;
    private readonly LaneSettings _settings;
    private readonly Func<long> _spansWatermark;
    private readonly WindowClock _windows = new();
    private readonly Stopwatch _watched = Stopwatch.StartNew();
    private LaneChoice _choice;
    private long _chosenAt = Stopwatch.GetTimestamp();

    /// <param name="governor">Decides.</param>
    /// <param name="totals">What the lanes brought.</param>
    /// <param name="settings">What may be asked for.</param>
    /// <param name="sessions">The lasting sessions, open and with all that may be asked for.</param>
    /// <param name="bursts">Limited as the governor says.</param>
    /// <param name="clock">The watch's clock.</param>
    /// <param name="feed">Told when work items are not told any more, and again.</param>
    /// <param name="spansWatermark">The time of the spans lane's newest event.</param>
    /// <param name="hasOldSpan">Whether a span is open that may become a stall.</param>
    public GovernedLanes(
        Governor governor,
        LaneTotals totals,
        LaneSettings settings,
        (LaneSession Spans, LaneSession Waits) sessions,
        BurstScheduler bursts,
        TargetClock clock,
        IEventFeed feed,
        Func<long> spansWatermark,
        Func<bool> hasOldSpan)
    {
        _governor = governor;
        _totals = totals;
        _settings = settings;
        _spansWatermark = spansWatermark;
        (_spans, _waits) = sessions;
        _bursts = bursts;
        _clock = clock;
        _feed = feed;
        _hasOldSpan = hasOldSpan;
        _choice = settings.Widest;
    }

    /// <summary>How long each thing was told.</summary>
    public LaneTimes Times { get; private set; } = new();

    /// <summary>Runs until stopped, or until the target opens no session any more.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        LaneActivity last = _totals.At(_watched.Elapsed.TotalSeconds);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(Step, stop).ConfigureAwait(false);
                double seconds = _watched.Elapsed.TotalSeconds;
                if (seconds - last.Seconds >= Judged.TotalSeconds)
                {
                    LaneActivity now = _totals.At(seconds);
                    _bursts.Limit(_governor.Observe(now.Since(last)).BurstMsPerSecond);
                    last = now;
                }

                await FollowAsync(_governor.Plan).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: the usual end.
        }
        catch (Exception e) when (TargetFailure.Is(e))
        {
            // The target went away, or takes no session more: what there is goes on.
        }

        Account();
    }

    private async Task FollowAsync(LanePlan plan)
    {
        long since = _windows.SinceNs;
        bool items = _windows.Look(_clock.Now(), plan.WorkItemShare, _windows.IsOpen && _hasOldSpan());
        LaneChoice wanted = _settings.Narrow(new LaneChoice(items, plan.WithRequests, plan.WithWaits));
        if (wanted == _choice)
        {
            return;
        }

        LaneChoice before = _choice;
        if (wanted.WithWaits != before.WithWaits)
        {
            await _waits.SwitchAsync(_settings.Waits(wanted), StopPatience, static () => { }).ConfigureAwait(false);
        }

        if (wanted.WithWorkItems != before.WithWorkItems || wanted.WithRequests != before.WithRequests)
        {
            await _spans.SwitchAsync(_settings.Spans(wanted), StopPatience, () => Tell(before, wanted)).ConfigureAwait(false);
        }

        Account();
        _choice = wanted;
        if (wanted.WithWorkItems && !before.WithWorkItems && _windows.SinceNs - since >= LongPauseNs)
        {
            _bursts.Want(new EvidenceRequest(EvidenceReason.SecondLook, 0, _clock.Now()));
        }
    }

    // On the lane, between the last event of the one session and the first of the other.
    private void Tell(LaneChoice before, LaneChoice now)
    {
        if (before.WithWorkItems != now.WithWorkItems)
        {
            long time = Math.Max(0, _spansWatermark());
            _feed.Publish(now.WithWorkItems ? RuntimeEvent.WorkItemsResumed(time) : RuntimeEvent.WorkItemsPaused(time));
        }
    }

    private void Account()
    {
        long now = Stopwatch.GetTimestamp();
        Times = Times.Add(_choice, Stopwatch.GetElapsedTime(_chosenAt, now));
        _chosenAt = now;
    }
}
