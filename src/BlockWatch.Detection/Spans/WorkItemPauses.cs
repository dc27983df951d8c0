namespace BlockWatch.Detection.Spans;

/// <summary>When work items were not told of, to spare the target.</summary>
/// <remarks>
/// <code>
/// paused              resumed     first work item              a time on the spans lane's clock
///   |====================|~~~~~~~~~~~|------------------->     ===: not told;  ~~~: not yet, or not yet by all;  ---: told by all
/// </code>
/// The workers share one flag that says whether to tell, and look whether it must change when they begin to take work, and every 30 ms between work items: the
/// first that tells has set it for all (ThreadPoolWorkQueue.RefreshLoggingEnabled; docs/runtime-facts.md). Bounded: the last 16 pauses. Not thread-safe.
/// </remarks>
internal sealed class WorkItemPauses
{
    /// <summary>So long after a session is open all workers tell, though none takes a work item: each has looked by then.</summary>
    public const long AllTellNs = 50_000_000;

    private const int Cap = 16;

    // Pauses of the last seconds: samples of that time may still come.
    private readonly Queue<(long Since, long Until)> _past = new();

    // Resumed, but no work item has been told of yet: by Until all tell, if none is.
    private (long Since, long Until)? _ending;
    private long? _since;

    /// <summary>True while work items are not to be told of.</summary>
    public bool IsPaused => _since is not null;

    /// <summary>Work items are not told of from now on.</summary>
    public void Pause(long time)
    {
        EndAt(time);
        _since ??= time;
    }

    /// <summary>Work items are to be told of again.</summary>
    /// <param name="openBy">By when the session is open that tells of them.</param>
    public void Resume(long openBy)
    {
        if (_since is { } since)
        {
            _since = null;
            _ending = (since, openBy + AllTellNs);
        }
    }

    /// <summary>A work item is told of.</summary>
    public void Told(long time) => EndAt(time);

    /// <summary>True when work items were not told of at that time, so that two looks at one place may be at two work items.</summary>
    public bool WasAt(long time)
    {
        if (time >= _since || (_ending is { } ending && time >= ending.Since && time < ending.Until))
        {
            return true;
        }

        foreach ((long since, long until) in _past)
        {
            if (time >= since && time < until)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Since when, up to a time that lies in no pause, all work items were told of; null when there was no pause before it, or none that is remembered.</summary>
    public long? ToldSince(long time)
    {
        long? told = _ending is { } ending && ending.Until <= time ? ending.Until : null;
        foreach ((_, long until) in _past)
        {
            told = until <= time && !(told >= until) ? until : told;
        }

        return told;
    }

    private void EndAt(long time)
    {
        if (_ending is { } ending)
        {
            _ending = null;
            if (_past.Count >= Cap)
            {
                _past.Dequeue();
            }

            _past.Enqueue((ending.Since, Math.Min(ending.Until, time)));
        }
    }
}
