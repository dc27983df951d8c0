using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Samples;

/// <summary>Gives the bursts' samples to the threads that they concern.</summary>
internal sealed class SampleTracker
{
    private readonly LaneClocks _clocks;
    private readonly ThreadTable _threads;
    private readonly StackReader _reader;
    private readonly UnseenStarts _unseen;
    private readonly LockOwners _owners;

    public SampleTracker(LaneClocks clocks, ThreadTable threads, StackReader reader, UnseenStarts unseen, LockOwners owners)
    {
        _clocks = clocks;
        _threads = threads;
        _reader = reader;
        _unseen = unseen;
        _owners = owners;
    }

    /// <summary>Begin of the burst whose samples are under way; null between bursts.</summary>
    public long? BurstSince { get; private set; }

    // A second start means that the first burst's end was lost; its samples are in, because the lane keeps its order.
    public void BurstStarted(long time) => BurstSince = time;

    public void BurstEnded(long time)
    {
        if (BurstSince is { } start)
        {
            _unseen.BurstEnded(start, time);
        }

        BurstSince = null;
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

        track.HasNewEvidence = true;
        return track;
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
