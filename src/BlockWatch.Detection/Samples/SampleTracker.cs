using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Samples;

/// <summary>Gives the bursts' samples to the threads that they concern.</summary>
internal sealed class SampleTracker
{
    // Bursts last some 50 ms and are delivered within a second.
    private const long LongestBurstNs = 5_000_000_000;

    private const int UntoldCap = 1024;

    private readonly Queue<long> _bursts = new();

    // Of threads that nothing is known of yet: a sample of the same burst may show that they are the pool's.
    private readonly List<(long ThreadId, Action<ThreadAccounts> Told)> _untold = [];
    private readonly LaneClocks _clocks;
    private readonly ThreadTable _threads;
    private readonly StackReader _reader;
    private readonly UnseenStarts _unseen;
    private readonly LockOwners _owners;
    private long _newest;

    public SampleTracker(LaneClocks clocks, ThreadTable threads, StackReader reader, UnseenStarts unseen, LockOwners owners)
    {
        _clocks = clocks;
        _threads = threads;
        _reader = reader;
        _unseen = unseen;
        _owners = owners;
    }

    /// <summary>Begin of the oldest burst whose samples are under way; null when there is none.</summary>
    public long? BurstSince => _bursts.Count > 0 ? _bursts.Peek() : null;

    /// <summary>Begin of the newest burst whose samples are under way; null when there is none.</summary>
    public long? NewestBurst => _bursts.Count > 0 ? _newest : null;

    public void BurstStarted(long time)
    {
        // An end that was lost must not hold up the settling of stalls for ever.
        while (_bursts.Count > 0 && _bursts.Peek() < time - LongestBurstNs)
        {
            _bursts.Dequeue();
        }

        _newest = time;
        _bursts.Enqueue(time);
    }

    public void BurstEnded(long time)
    {
        _untold.Clear();
        if (_bursts.TryDequeue(out long start))
        {
            _unseen.BurstEnded(start, time);
        }
    }

    /// <summary>Returns the thread when the sample may explain a stall of it.</summary>
    public ThreadTrack? Sampled(long time, long threadId, CallStack? stack, bool ranManagedCode)
    {
        if (stack is null)
        {
            return null;
        }

        StackReading reading = _reader.Read(stack, EvidenceKind.Samples, ranManagedCode);
        if (reading.Kind != PoolStackKind.IdleWorker)
        {
            _owners.AddSample(time, threadId, reading);
        }

        if (Find(threadId, reading.Kind) is not { } track)
        {
            return null;
        }

        track.LastLook = new StackLook(time, reading, ranManagedCode);
        var sample = new SamplePoint(time, reading);
        track.Evidence.Add(sample, track, _clocks);
        _unseen.Sampled(track, sample);
        if (reading.Site is null)
        {
            return null;
        }

        track.NoteEvidence(time);
        return track;
    }

    /// <summary>A thread wanted a processor and got none for some time between two looks.</summary>
    public void Queued(QueuedTime queued, long threadId) => Tell(threadId, accounts => accounts.Add(queued));

    /// <summary>Memory of a thread was read from a disk between two looks.</summary>
    public void Faulted(FaultedTime faulted, long threadId) => Tell(threadId, accounts => accounts.Add(faulted));

    private void Tell(long threadId, Action<ThreadAccounts> told)
    {
        if (_threads.TryGet(threadId, out ThreadTrack? track))
        {
            told(track.Evidence.Accounts);
        }
        else if (_untold.Count < UntoldCap)
        {
            _untold.Add((threadId, told));
        }
    }

    private void TellNew(long threadId, ThreadTrack track)
    {
        foreach ((_, Action<ThreadAccounts> told) in _untold.Where(entry => entry.ThreadId == threadId))
        {
            told(track.Evidence.Accounts);
        }
    }

    private ThreadTrack? Find(long threadId, PoolStackKind kind)
    {
        if (kind == PoolStackKind.NotPool)
        {
            return null;
        }

        if (_threads.TryGet(threadId, out ThreadTrack? known))
        {
            known.LastTouched = Math.Max(known.LastTouched, _clocks.Now);
            return known;
        }

        if (kind == PoolStackKind.IdleWorker)
        {
            return null;
        }

        ThreadTrack added = _threads.GetOrAdd(threadId, _clocks.Now);
        TellNew(threadId, added);
        return added;
    }
}
