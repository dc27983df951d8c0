using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Samples;

/// <summary>Gives the bursts' samples to the threads that they concern.</summary>
internal sealed class SampleTracker
{
    // Bursts last some 50 ms and are delivered within a second.
    private const long LongestBurstNs = 5_000_000_000;

    private readonly Queue<long> _bursts = new();
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
            _owners.AddSample(time, threadId, stack);
        }

        if (Find(threadId, reading.Kind) is not { } track)
        {
            return null;
        }

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
    public void Queued(long since, long time, long threadId, long queuedNs)
    {
        if (_threads.TryGet(threadId, out ThreadTrack? track))
        {
            track.Evidence.Add(new QueuedTime(since, time, queuedNs));
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

        return kind == PoolStackKind.IdleWorker ? null : _threads.GetOrAdd(threadId, _clocks.Now);
    }
}
