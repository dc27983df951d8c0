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
    private readonly GovernedSessions _sessions;
    private readonly IEventFeed _feed;

    /// <param name="settings">How the sessions are asked; they are open with <see cref="LaneSettings.Widest"/>.</param>
    /// <param name="sessions">The sessions.</param>
    /// <param name="feed">Told of what is left out, and of what is not any more.</param>
    public LaneSwitch(LaneSettings settings, GovernedSessions sessions, IEventFeed feed)
    {
        _settings = settings;
        _sessions = sessions;
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
                await _sessions.Spans.SwitchAsync(_settings.Spans(wanted), StopPatience, () => TellSpans(before, wanted)).ConfigureAwait(false);
                Choice = before = Choice with { WithWorkItems = wanted.WithWorkItems, WithRequests = wanted.WithRequests };
            }

            if (wanted.WithContention != before.WithContention || wanted.WithWaits != before.WithWaits)
            {
                await _sessions.Waits.SwitchAsync(_settings.Waits(wanted), StopPatience, () => TellWaits(before, wanted)).ConfigureAwait(false);
                Choice = before = wanted with { WithAsync = before.WithAsync };
            }

            if (wanted.WithAsync != before.WithAsync)
            {
                await ChangeAsyncDetailAsync(wanted.WithAsync).ConfigureAwait(false);
                Choice = Choice with { WithAsync = wanted.WithAsync };
            }

            return true;
        }
        catch (Exception e) when (TargetFailure.Is(e))
        {
            return false;
        }
    }

    private async Task ChangeAsyncDetailAsync(bool isWanted)
    {
        if (isWanted)
        {
            // Before the first event: what the lane knew is told again.
            _feed.Publish(RuntimeEvent.AsyncResumed(Math.Max(0, _sessions.Now())));
            try
            {
                _sessions.Async.Open(_settings.Async());
            }
            catch
            {
                _feed.Publish(RuntimeEvent.AsyncPaused(Math.Max(0, _sessions.Now())));
                throw;
            }
        }
        else
        {
            await _sessions.Async.CloseAsync(StopPatience).ConfigureAwait(false);
            _feed.Publish(RuntimeEvent.AsyncPaused(Math.Max(0, _sessions.Now())));
        }
    }

    // On the lane, between the last event of the one session and the first of the other, which is open now: the lane's own time may be from before that.
    private void TellSpans(LaneChoice before, LaneChoice now)
    {
        long time = Math.Max(0, _sessions.SpansWatermark());
        if (before.WithWorkItems != now.WithWorkItems)
        {
            _feed.Publish(now.WithWorkItems ? RuntimeEvent.WorkItemsResumed(time, Math.Max(time, _sessions.Now())) : RuntimeEvent.WorkItemsPaused(time));
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
            _feed.Publish(RuntimeEvent.WaitsPaused(Math.Max(0, _sessions.WaitsWatermark())));
        }
    }
}
