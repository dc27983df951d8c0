using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Waits;

/// <summary>Turns the waits lane's events into exact intervals of the threads.</summary>
/// <remarks>Threads that are no pool threads, by their spans or by their stack, are left out.</remarks>
internal sealed class WaitTracker
{
    private readonly LaneClocks _clocks;
    private readonly PauseTimeline _pauses;
    private readonly ThreadTable _threads;
    private readonly StackReader _reader;
    private readonly UnseenStarts _unseen;

    public WaitTracker(LaneClocks clocks, PauseTimeline pauses, ThreadTable threads, StackReader reader, UnseenStarts unseen)
    {
        _clocks = clocks;
        _pauses = pauses;
        _threads = threads;
        _reader = reader;
        _unseen = unseen;
    }

    /// <summary>Returns the thread when it now waits for something that would explain a stall.</summary>
    public ThreadTrack? WaitStarted(long time, long threadId, CallStack? stack)
    {
        StackReading? reading = stack is null ? null : _reader.Read(stack, EvidenceKind.Wait, ranManagedCode: false);
        if (Find(threadId, reading) is not { } track)
        {
            return null;
        }

        DropWhatTheSpanOutlived(track, time);
        bool isEvidence = track.Waits.StartWait(time, reading) && reading!.Site is not null;
        return Started(track, time, isEvidence ? reading : null);
    }

    public ThreadTrack? ContentionStarted(long time, long threadId, CallStack? stack, long lockId, long ownerThreadId)
    {
        StackReading? reading = stack is null ? null : _reader.Read(stack, EvidenceKind.Contention, ranManagedCode: false);
        if (Find(threadId, reading) is not { } track)
        {
            return null;
        }

        track.Waits.StartContention(time, reading, lockId, ownerThreadId);
        return Started(track, time, reading?.Site is null ? null : reading);
    }

    public ThreadTrack? WaitStopped(long time, long threadId) =>
        _threads.TryGet(threadId, out ThreadTrack? track) ? Stopped(track, track.Waits.StopWait(time), EvidenceKind.Wait) : null;

    public ThreadTrack? ContentionStopped(long time, long threadId) =>
        _threads.TryGet(threadId, out ThreadTrack? track) ? Stopped(track, track.Waits.StopContention(time), EvidenceKind.Contention) : null;

    public void CompilationStarted(long time, long threadId, long methodId)
    {
        if (_threads.TryGet(threadId, out ThreadTrack? track))
        {
            track.Compilations.Start(time, methodId);
        }
    }

    public ThreadTrack? CompilationEnded(long time, long threadId, long methodId)
    {
        if (!_threads.TryGet(threadId, out ThreadTrack? track) || track.Compilations.Stop(methodId) is not { } start)
        {
            return null;
        }

        // A type initializer that ran meanwhile may have waited: that has its own evidence, and the time is not the compiler's alone.
        bool hadWaits = track.Evidence.Waits.Count > 0 && track.Evidence.Waits[^1].End > start;
        if (hadWaits || !track.Waits.IsEmpty)
        {
            return null;
        }

        AddEvidence(track, new ExactInterval(start, time, _reader.Compilation, 0, 0), EvidenceKind.Compilation);
        return track;
    }

    /// <summary>Waits are not told of from now on: those that are open are known to have lasted until now.</summary>
    public void Pause(long time)
    {
        foreach (ThreadTrack track in _threads.All)
        {
            AddOpen(track, time);
            Abandon(track);
        }
    }

    /// <summary>Events of the waits lane were lost: which waits go on is not known.</summary>
    /// <param name="known">Until when nothing of a thread is missing.</param>
    public void Lose(Func<ThreadTrack, long> known)
    {
        foreach (ThreadTrack track in _threads.All)
        {
            if (track.RestsOnOpenWait)
            {
                // The stall is kept up to then, and nothing else explains it.
                AddOpen(track, known(track));
            }

            Abandon(track);
        }
    }

    private void AddOpen(ThreadTrack track, long until)
    {
        if (track.Waits.Contention is { Reading.Site: not null } contention)
        {
            AddEvidence(track, contention with { End = until }, EvidenceKind.Contention);
        }
        else if (track.Waits.Wait is { Reading.Site: not null } wait)
        {
            AddEvidence(track, wait with { End = until }, EvidenceKind.Wait);
        }
    }

    private static void Abandon(ThreadTrack track)
    {
        track.Waits.Abandon();
        track.Compilations.Abandon();
    }

    private ThreadTrack? Find(long threadId, StackReading? reading)
    {
        if (_threads.TryGet(threadId, out ThreadTrack? known))
        {
            known.LastTouched = Math.Max(known.LastTouched, _clocks.Now);
            return known;
        }

        // Its span may be yet to come by the spans lane, so that a stack of a worker is enough. A cut stack does not tell.
        return reading?.Kind is PoolStackKind.Worker or PoolStackKind.Unknown ? _threads.GetOrAdd(threadId, _clocks.Now) : null;
    }

    private static void DropWhatTheSpanOutlived(ThreadTrack track, long time)
    {
        // A contention from before the present span cannot go on: its stop was lost, and it must not swallow this wait.
        if (track.Waits.Contention is { } open && track.State == SpanState.Running && track.Source == SpanSource.Event
            && open.Start < track.Start && track.Start <= time)
        {
            track.Waits.Abandon();
        }
    }

    private ThreadTrack? Started(ThreadTrack track, long time, StackReading? evidence)
    {
        _unseen.WaitReplaced(track);
        if (evidence is null)
        {
            return null;
        }

        track.NoteEvidence(time);
        _unseen.WaitStarted(track, time, evidence);
        return track;
    }

    private ThreadTrack? Stopped(ThreadTrack track, ExactInterval? closed, EvidenceKind kind)
    {
        if (closed is not { Reading.Site: not null } interval)
        {
            return null;
        }

        AddEvidence(track, interval, kind);
        _unseen.WaitEnded(track, interval);
        return track;
    }

    private void AddEvidence(ThreadTrack track, ExactInterval interval, EvidenceKind kind)
    {
        track.Evidence.Add(interval, kind, track, _clocks, _pauses);
        track.NoteEvidence(interval.End);
    }
}
