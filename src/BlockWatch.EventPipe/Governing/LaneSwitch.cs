using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Governing;

/// <summary>Replaces the lasting sessions by ones that ask for something else, and tells the detector what is not told from then on.</summary>
internal sealed class LaneSwitch : ILaneSwitch
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly LaneSettings _settings;
    private readonly LaneSession _spans;
    private readonly LaneSession _waits;
    private readonly IEventFeed _feed;
    private readonly Func<long> _spansWatermark;
    private readonly Func<long> _waitsWatermark;

    /// <param name="settings">How the sessions are asked; they are open with <see cref="LaneSettings.Widest"/>.</param>
    /// <param name="sessions">The sessions, and the time of each one's newest event.</param>
    /// <param name="feed">Told of what is left out, and of what is not any more.</param>
    public LaneSwitch(LaneSettings settings, ((LaneSession Session, Func<long> Watermark) Spans, (LaneSession Session, Func<long> Watermark) Waits) sessions, IEventFeed feed)
    {
        _settings = settings;
        (_spans, _spansWatermark) = sessions.Spans;
        (_waits, _waitsWatermark) = sessions.Waits;
        _feed = feed;
        Choice = settings.Widest;
    }

    public LaneChoice Choice { get; private set; }

    public async Task<bool> ChangeAsync(LaneChoice wanted)
    {
        wanted = _settings.Narrow(wanted);
        try
        {
            LaneChoice before = Choice;
            if (wanted.WithWorkItems != before.WithWorkItems || wanted.WithRequests != before.WithRequests)
            {
                await _spans.SwitchAsync(_settings.Spans(wanted), StopPatience, () => TellSpans(before, wanted)).ConfigureAwait(false);
                Choice = before = Choice with { WithWorkItems = wanted.WithWorkItems, WithRequests = wanted.WithRequests };
            }

            if (wanted.WithContention != before.WithContention || wanted.WithWaits != before.WithWaits)
            {
                await _waits.SwitchAsync(_settings.Waits(wanted), StopPatience, () => TellWaits(before, wanted)).ConfigureAwait(false);
                Choice = wanted;
            }

            return true;
        }
        catch (Exception e) when (TargetFailure.Is(e))
        {
            return false;
        }
    }

    // On the lane, between the last event of the one session and the first of the other.
    private void TellSpans(LaneChoice before, LaneChoice now)
    {
        long time = Math.Max(0, _spansWatermark());
        if (before.WithWorkItems != now.WithWorkItems)
        {
            _feed.Publish(now.WithWorkItems ? RuntimeEvent.WorkItemsResumed(time) : RuntimeEvent.WorkItemsPaused(time));
        }

        if (before.WithRequests != now.WithRequests)
        {
            _feed.Publish(now.WithRequests ? RuntimeEvent.RequestsResumed(time) : RuntimeEvent.RequestsPaused(time));
        }
    }

    private void TellWaits(LaneChoice before, LaneChoice now)
    {
        if ((before.WithWaits && !now.WithWaits) || (before.WithContention && !now.WithContention))
        {
            _feed.Publish(RuntimeEvent.WaitsPaused(Math.Max(0, _waitsWatermark())));
        }
    }
}
