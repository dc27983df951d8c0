namespace BlockWatch.Detection.Spans;

/// <summary>The threads whose span is open, the longest open first: a look at the head tells whether any is long.</summary>
/// <remarks>A list through the threads' own links: entering and leaving costs no allocation.</remarks>
internal sealed class OpenSpans
{
    private ThreadTrack? _last;

    public ThreadTrack? Oldest { get; private set; }

    /// <summary>Enters by start. Events come in time order, so that the place is nearly always the end.</summary>
    public void Add(ThreadTrack track)
    {
        ThreadTrack? before = _last;
        while (before is not null && before.Start > track.Start)
        {
            before = before.Previous;
        }

        ThreadTrack? after = before is null ? Oldest : before.Next;
        track.Previous = before;
        track.Next = after;
        if (before is null)
        {
            Oldest = track;
        }
        else
        {
            before.Next = track;
        }

        if (after is null)
        {
            _last = track;
        }
        else
        {
            after.Previous = track;
        }
    }

    public void Remove(ThreadTrack track)
    {
        if (track.Previous is null)
        {
            Oldest = track.Next;
        }
        else
        {
            track.Previous.Next = track.Next;
        }

        if (track.Next is null)
        {
            _last = track.Previous;
        }
        else
        {
            track.Next.Previous = track.Previous;
        }

        track.Previous = null;
        track.Next = null;
    }
}
