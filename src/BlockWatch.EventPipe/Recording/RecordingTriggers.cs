namespace BlockWatch.EventPipe.Recording;

/// <summary>Decides when to record: one recording at a time, with a pause after each, and what comes in between is counted.</summary>
/// <remarks>
/// States: <em>listening</em>; <em>fired</em>, while what comes is in the same recording; <em>writing</em>, until <see cref="Done"/>; <em>pausing</em>, until the pause is over.
/// Not thread-safe. The caller's clock only ever goes on.
/// </remarks>
internal sealed class RecordingTriggers
{
    private readonly IReadOnlyList<RecordingTrigger> _triggers;
    private readonly TimeSpan _pause;

    // Stalls that a trigger has had already, and queues that have not become short since: each counts once.
    private readonly HashSet<(long Stall, RecordingTrigger Trigger)> _hadStalls = [];
    private readonly HashSet<RecordingTrigger> _longQueues = [];
    private bool _isWriting;
    private TimeSpan _listensFrom = TimeSpan.MinValue;

    /// <param name="triggers">What to look for.</param>
    /// <param name="pause">After each recording.</param>
    public RecordingTriggers(IReadOnlyList<RecordingTrigger> triggers, TimeSpan pause)
    {
        _triggers = triggers;
        _pause = pause;
    }

    /// <summary>The trigger whose recording is due or under way; null when there is none.</summary>
    public RecordingTrigger? Fired { get; private set; }

    /// <summary>Triggers that caused no recording and are in none, since <see cref="TakeSkipped"/>.</summary>
    public int Skipped { get; private set; }

    /// <summary>A stall goes on, or has ended.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="lengthNs">How long it is so far.</param>
    /// <param name="isOver">True when it has ended.</param>
    /// <param name="now">By the caller's clock.</param>
    public void Stall(long id, long lengthNs, bool isOver, TimeSpan now)
    {
        foreach (RecordingTrigger trigger in Of(RecordingTriggerKind.Stall))
        {
            if (lengthNs > trigger.Limit && !_hadStalls.Contains((id, trigger)))
            {
                _hadStalls.Add((id, trigger));
                Fire(trigger, now);
            }

            if (isOver)
            {
                _hadStalls.Remove((id, trigger));
            }
        }
    }

    /// <summary>The pool has begun to starve.</summary>
    public void Starvation(TimeSpan now) => FireAll(RecordingTriggerKind.Starvation, now);

    /// <summary>Somebody asked.</summary>
    public void Request(TimeSpan now) => FireAll(RecordingTriggerKind.Request, now);

    /// <summary>The pool's queue was counted.</summary>
    public void Queue(long length, TimeSpan now)
    {
        foreach (RecordingTrigger trigger in Of(RecordingTriggerKind.Queue))
        {
            if (length <= trigger.Limit)
            {
                _longQueues.Remove(trigger);
            }
            else if (_longQueues.Add(trigger))
            {
                Fire(trigger, now);
            }
        }
    }

    /// <summary>The recording is complete: what comes from now on is not in it.</summary>
    public void Writing() => _isWriting = true;

    /// <summary>The recording that was due is written, or could not be.</summary>
    public void Done(TimeSpan now)
    {
        Fired = null;
        _isWriting = false;
        _listensFrom = now + _pause;
    }

    /// <summary>Those skipped so far; counts from 0 again.</summary>
    public int TakeSkipped()
    {
        int skipped = Skipped;
        Skipped = 0;
        return skipped;
    }

    private IEnumerable<RecordingTrigger> Of(RecordingTriggerKind kind) => _triggers.Where(trigger => trigger.Kind == kind);

    private void FireAll(RecordingTriggerKind kind, TimeSpan now)
    {
        foreach (RecordingTrigger trigger in Of(kind))
        {
            Fire(trigger, now);
        }
    }

    private void Fire(RecordingTrigger trigger, TimeSpan now)
    {
        if (_isWriting || now < _listensFrom)
        {
            Skipped++;
        }
        else
        {
            Fired ??= trigger;
        }
    }
}
