using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Recording;

/// <summary>The tapes of all sessions, those of all targets too, within one bound of time and one of memory.</summary>
/// <remarks>Thread-safe: sessions write on their own threads, a block at a time.</remarks>
internal sealed class TapeShelf : ITapeShelf
{
    /// <summary>What all tapes have together at most, bytes, unless told otherwise.</summary>
    public const long DefaultCapacity = 128L << 20;

    private readonly object _gate = new();
    private readonly TimeSpan _kept;
    private readonly long _capacity;
    private readonly TimeProvider _time;
    private readonly List<Tape> _tapes = [];

    // One entry for each block of events on any tape, in order of arrival; a tape's own are in the same order.
    private readonly Queue<(Tape Tape, long Arrived)> _arrivals = new();
    private long _bytes;
    private long? _newestCut;

    /// <param name="kept">For how long a block of events is kept.</param>
    /// <param name="capacity">Bytes.</param>
    /// <param name="time">The clock of arrivals.</param>
    public TapeShelf(TimeSpan kept, long capacity, TimeProvider time)
    {
        _kept = kept;
        _capacity = capacity;
        _time = time;
    }

    /// <summary>Memory of all tapes, bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>How many tapes there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _tapes.Count;
            }
        }
    }

    ITape ITapeShelf.Open(object owner, long afterTicks, bool withCounters) => Open(owner, afterTicks, withCounters);

    /// <inheritdoc cref="ITapeShelf.Open"/>
    public Tape Open(object owner, long afterTicks = long.MinValue, bool withCounters = true)
    {
        var tape = new Tape(this, owner, afterTicks, withCounters);
        lock (_gate)
        {
            _tapes.Add(tape);
        }

        return tape;
    }

    /// <summary>All that one owner's tapes have now.</summary>
    public IReadOnlyList<TapeCopy> Copy(object owner)
    {
        lock (_gate)
        {
            DropOld_NeedsLock(_time.GetTimestamp());
            return [.. _tapes.Where(tape => tape.Owner == owner).Select(static tape => tape.Copy_NeedsLock()).OfType<TapeCopy>()];
        }
    }

    /// <summary>How long ago the newest of those blocks came that were dropped for want of memory; null when there was none in the time that is kept.</summary>
    public TimeSpan? SinceNewestCut()
    {
        lock (_gate)
        {
            return _newestCut is { } cut && _time.GetElapsedTime(cut) is var since && since < _kept ? since : null;
        }
    }

    public void Add(Tape tape, BlockType type, byte[] content)
    {
        lock (_gate)
        {
            long now = _time.GetTimestamp();
            long before = tape.Size;
            tape.Add_NeedsLock(type, content);
            _bytes += tape.Size - before;
            if (type == BlockType.Events)
            {
                _arrivals.Enqueue((tape, now));
            }

            DropOld_NeedsLock(now);
            while (_bytes > _capacity && _arrivals.TryPeek(out (Tape Tape, long Arrived) oldest))
            {
                _newestCut = oldest.Arrived;
                DropOldest_NeedsLock();
            }
        }
    }

    public void Close(Tape tape)
    {
        lock (_gate)
        {
            tape.IsEnded = true;
            ForgetIfDone_NeedsLock(tape);
        }
    }

    private void DropOld_NeedsLock(long now)
    {
        while (_arrivals.TryPeek(out (Tape Tape, long Arrived) oldest) && _time.GetElapsedTime(oldest.Arrived, now) > _kept)
        {
            DropOldest_NeedsLock();
        }
    }

    private void DropOldest_NeedsLock()
    {
        Tape tape = _arrivals.Dequeue().Tape;
        long before = tape.Size;
        tape.DropOldest_NeedsLock();
        _bytes += tape.Size - before;
        ForgetIfDone_NeedsLock(tape);
    }

    private void ForgetIfDone_NeedsLock(Tape tape)
    {
        if (tape.IsEnded && tape.EventBlocks == 0 && _tapes.Remove(tape))
        {
            _bytes -= tape.Size;
        }
    }
}
