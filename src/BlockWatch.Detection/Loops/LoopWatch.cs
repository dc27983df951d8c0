using BlockWatch.Detection.Events;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stalls;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Loops;

/// <summary>Watches threads that are not the pool's and run what is posted to them: user interfaces, actors, schedulers of one's own.</summary>
/// <remarks>
/// What is known of a turn depends on what is told. With the async lane: its begin and end, so how often the loop turns and what each long turn
/// waited in or was sampled in. Without it: waits, each of which lies within one turn; and the place at which burst after burst found the
/// thread. Bounded: <see cref="LoopThreads.Cap"/> threads, the one that was silent for longest goes; for each thread see <see cref="LoopThread"/>.
/// </remarks>
internal sealed class LoopWatch
{
    private readonly long _thresholdNs;
    private readonly LaneClocks _clocks;
    private readonly StackReader _reader;
    private readonly LoopBook _book;
    private readonly LoopThreads _threads;
    private readonly LoopLookTracker _looks;

    public LoopWatch(DetectionOptions options, IDetectionListener listener, LaneClocks clocks, StackReader reader, LoopBook book)
    {
        _thresholdNs = options.LoopThresholdNs ?? options.ThresholdNs;
        _clocks = clocks;
        _reader = reader;
        _book = book;
        _threads = new LoopThreads(clocks, options.ThreadName) { Leaving = Leave };
        _looks = new LoopLookTracker(_thresholdNs, book);
        Turns = new LoopTurnTracker(_thresholdNs, listener, _threads);
    }

    /// <summary>Told by the async lane's events.</summary>
    public LoopTurnTracker Turns { get; }

    /// <summary>The loops that were seen.</summary>
    public IEnumerable<LoopThread> Loops => _threads.All.Where(thread => thread.IsLoop);

    /// <summary>True when a stack has shown that the thread runs what is posted to it, and is not the pool's.</summary>
    public bool IsLoop(long threadId) => _threads.Find(threadId) is { IsLoop: true };

    /// <summary>Takes an event of the waits or the bursts lane.</summary>
    public void Observe(in RuntimeEvent e, long time)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.WaitStarted when Waiting(e, EvidenceKind.Wait, time) is { } thread:
                thread.Waits.StartWait(time, Evidence(thread, e, EvidenceKind.Wait));
                break;
            case RuntimeEventKind.ContentionStarted when Waiting(e, EvidenceKind.Contention, time) is { } thread:
                thread.Waits.StartContention(time, Evidence(thread, e, EvidenceKind.Contention), e.LockId, e.OwnerThreadId);
                break;
            case RuntimeEventKind.WaitStopped when _threads.TryGet(e.ThreadId, out LoopThread? thread):
                Stopped(thread, thread.Waits.StopWait(time), EvidenceKind.Wait, time);
                break;
            case RuntimeEventKind.ContentionStopped when _threads.TryGet(e.ThreadId, out LoopThread? thread):
                Stopped(thread, thread.Waits.StopContention(time), EvidenceKind.Contention, time);
                break;
            case RuntimeEventKind.WaitsPaused:
                LoseWaits(time);
                break;
            case RuntimeEventKind.BurstStarted:
                _looks.BurstStarted();
                break;
            case RuntimeEventKind.Sampled when e.Stack is not null:
                Sampled(e, time);
                break;
        }
    }

    /// <summary>The thread is the pool's: what was taken for a loop was another thread with the same number.</summary>
    public void IsOfPool(long threadId)
    {
        if (_threads.Remove(threadId, out LoopThread? thread))
        {
            Leave(thread);
        }
    }

    /// <summary>Events of the waits lane were lost: which waits go on is not known.</summary>
    public void LoseWaits(long time)
    {
        foreach (LoopThread thread in _threads.All)
        {
            Abandon(thread, time);
        }
    }

    /// <summary>Tells of what goes on, asks for stacks, and counts what has all its evidence.</summary>
    /// <param name="burstSince">Begin of the burst whose samples are still under way; null when there is none.</param>
    public void Check(long? burstSince)
    {
        long now = _clocks.PresumedNow;
        foreach (LoopThread thread in _threads.All)
        {
            if (thread.Blocked is { } blocked && thread.StallId == 0 && now - blocked.Interval.Start >= _thresholdNs)
            {
                thread.StallId = _book.TellOpen(thread, blocked.Interval, blocked.Kind, now);
            }

            Turns.Ask(thread, now);
            Settle(thread, end => (_clocks.WaitsWhole >= end && !(burstSince <= end)) || now >= end + StallBook.PatienceNs);
        }
    }

    /// <summary>Ends the session: what goes on is counted as far as it is known.</summary>
    public void Complete(long time)
    {
        foreach (LoopThread thread in _threads.All)
        {
            bool isInTurn = thread is { IsLoop: true, TurnSince: { } since } && time - since >= _thresholdNs;
            if (thread.Blocked is { } blocked)
            {
                var wait = new LoopWait(blocked.Interval with { End = Math.Max(time, blocked.Interval.Start) }, blocked.Kind, thread.StallId, EndIsLowerBound: true);
                thread.StallId = 0;
                thread.Waits.Abandon();
                if (isInTurn)
                {
                    thread.Add(wait);
                }
                else if (IsCounted(wait))
                {
                    _book.AddWait(thread, wait, outlivesSession: true);
                }
            }

            Settle(thread, _ => true);
            if (isInTurn)
            {
                _book.AddTurn(thread, thread.TurnSince!.Value, time, outlivesSession: true);
            }

            _looks.End(thread);
            _looks.Settle(thread, _ => true);
        }
    }

    private LoopThread? Waiting(in RuntimeEvent e, EvidenceKind kind, long time)
    {
        StackReading? reading = e.Stack is null ? null : _reader.Read(e.Stack, kind, ranManagedCode: false);
        if (reading?.Kind is PoolStackKind.Worker or PoolStackKind.IdleWorker)
        {
            IsOfPool(e.ThreadId);
            return null;
        }

        LoopThread? thread = reading is { RunsTurn: true } ? _threads.Recognise(e.ThreadId) : _threads.Find(e.ThreadId);
        if (thread is null)
        {
            return null;
        }

        // The stop of the wait before it was lost.
        if (thread.StallId != 0 && (kind == EvidenceKind.Contention || thread.Waits.Contention is null))
        {
            Abandon(thread, time);
        }

        thread.NoteWait(time, time);
        return thread;
    }

    // Its own wait for the next callback is no evidence, but it ends what went before.
    private StackReading? Evidence(LoopThread thread, in RuntimeEvent e, EvidenceKind kind)
    {
        StackReading? reading = e.Stack is null ? null : _reader.Read(e.Stack, kind, ranManagedCode: false);
        thread.LastTouched = _clocks.Now;
        return reading is { RunsTurn: true, Site: not null } ? reading : null;
    }

    private void Stopped(LoopThread thread, ExactInterval? closed, EvidenceKind kind, long time)
    {
        thread.LastTouched = _clocks.Now;
        thread.NoteWait(closed?.Start ?? time, time);
        if (closed is not { Reading.Site: not null } interval)
        {
            return;
        }

        var wait = new LoopWait(interval, kind, thread.StallId, EndIsLowerBound: false);
        thread.StallId = 0;
        Keep(thread, wait);
    }

    // While the async lane tells, the turn that it lies in may be longer, and is counted instead.
    private void Keep(LoopThread thread, LoopWait wait)
    {
        if (Turns.ToldSince <= wait.Interval.Start)
        {
            thread.Add(wait);
        }
        else if (IsCounted(wait))
        {
            _book.AddWait(thread, wait, outlivesSession: false);
        }
    }

    private bool IsCounted(LoopWait wait) => wait.StallId != 0 || wait.DurationNs >= _thresholdNs;

    // What was told of has to be closed; it went on until it was told of, at least.
    private void Abandon(LoopThread thread, long time)
    {
        if (thread is { StallId: not 0, Blocked: { } blocked })
        {
            long end = Math.Max(blocked.Interval.Start + _thresholdNs, Math.Min(time, _clocks.WaitsWhole));
            _book.AddWait(thread, new LoopWait(blocked.Interval with { End = end }, blocked.Kind, thread.StallId, EndIsLowerBound: true), outlivesSession: false);
        }

        thread.StallId = 0;
        thread.Waits.Abandon();
    }

    private void Sampled(in RuntimeEvent e, long time)
    {
        StackReading reading = _reader.Read(e.Stack!, EvidenceKind.Samples, e.RanManagedCode);
        LoopThread? thread = reading.RunsTurn ? _threads.Recognise(e.ThreadId) : _threads.Find(e.ThreadId);
        if (thread is null)
        {
            return;
        }

        thread.LastTouched = _clocks.Now;
        if (reading.Kind is PoolStackKind.Worker or PoolStackKind.IdleWorker)
        {
            IsOfPool(e.ThreadId);
        }
        else if (Turns.ToldSince is not null)
        {
            thread.Add(new SamplePoint(time, reading));
            _looks.End(thread);
        }
        else
        {
            _looks.Sampled(thread, reading, time);
        }
    }

    private void Leave(LoopThread thread)
    {
        Settle(thread, _ => true);
        Abandon(thread, _clocks.PresumedNow);
    }

    private void Settle(LoopThread thread, Func<long, bool> isReady)
    {
        foreach ((long start, long end) in thread.Turns.FindAll(turn => isReady(turn.End)))
        {
            thread.Turns.Remove((start, end));
            if (thread.IsLoop)
            {
                _book.AddTurn(thread, start, end, outlivesSession: false);
            }

            thread.ClosedWaits.RemoveAll(wait => wait.LiesIn(start, end));
            thread.Samples.RemoveAll(sample => sample.Time <= end);
        }

        foreach (LoopWait wait in thread.ClosedWaits.FindAll(wait => isReady(wait.Interval.End) && !IsInTurn(thread, wait)))
        {
            thread.ClosedWaits.Remove(wait);
            if (IsCounted(wait))
            {
                _book.AddWait(thread, wait, outlivesSession: false);
            }
        }

        _looks.Settle(thread, isReady);
    }

    private static bool IsInTurn(LoopThread thread, LoopWait wait) =>
        thread.TurnSince <= wait.Interval.Start || thread.Turns.Exists(turn => wait.LiesIn(turn.Start, turn.End));
}
