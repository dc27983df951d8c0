using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Stalls;

/// <summary>Ends spans where a sample shows their worker idle.</summary>
/// <remarks>
/// A worker that has finished its item spins for new work before it says that it waits (LowLevelLifoSemaphore.Wait comes
/// before ThreadPoolWorkerThreadWait). Usually that is well under a millisecond; on an overloaded machine it was seen to take
/// 280 ms. When the item ended nobody knows: after the last evidence of its work, before the first idle sample.
/// </remarks>
internal static class IdleProof
{
    /// <summary>Until when the stall is known to have gone on; its own end when no sample shows the worker idle before that.</summary>
    /// <param name="stall">The stall.</param>
    /// <param name="executionEnds">When async methods that its thread ran in it ended or suspended, as far as tasks are told of.</param>
    public static long LastKnownWork(PendingStall stall, IEnumerable<long>? executionEnds = null)
    {
        ThreadEvidence evidence = stall.Track.Evidence;
        long idle = FirstIdle(evidence.Samples, stall.Start, stall.End);
        if (idle == long.MaxValue)
        {
            return stall.End;
        }

        long last = LastWork(evidence, stall.Start, idle);
        foreach (long end in executionEnds ?? [])
        {
            last = end < idle ? Math.Max(last, end) : last;
        }

        return last;
    }

    /// <summary>When evidence last shows the thread at work before this time; the work's start when none does.</summary>
    public static long LastWork(ThreadEvidence evidence, long start, long before)
    {
        long last = start;
        foreach (SamplePoint sample in evidence.Samples)
        {
            if (sample.Time < before && sample.Reading.Kind != PoolStackKind.IdleWorker)
            {
                last = Math.Max(last, sample.Time);
            }
        }

        last = Math.Max(last, LastEnd(evidence.Waits, before));
        return Math.Max(last, LastEnd(evidence.Contentions, before));
    }

    /// <summary>When a worker was first seen idle after its item began; <see cref="long.MaxValue"/> when it was not.</summary>
    public static long FirstIdle(List<SamplePoint> samples, long start, long end)
    {
        long first = long.MaxValue;
        foreach (SamplePoint sample in samples)
        {
            if (sample.Reading.Kind == PoolStackKind.IdleWorker && sample.Time > start && sample.Time < end)
            {
                first = Math.Min(first, sample.Time);
            }
        }

        return first;
    }

    private static long LastEnd(List<ExactInterval> intervals, long before)
    {
        long last = long.MinValue;
        foreach (ExactInterval interval in intervals)
        {
            if (interval.End < before)
            {
                last = Math.Max(last, interval.End);
            }
        }

        return last;
    }
}
