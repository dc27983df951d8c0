using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.Waits;

/// <summary>Finds out what the holder of a lock was doing while another thread waited for it.</summary>
/// <remarks>
/// The contention's event names the owner at its start. A lock may pass from thread to thread while one waits, so that the
/// holder at a later instant is the thread whose contention for the same lock ended last before it. A thread that gets a
/// lock without contention raises no event; such a holder is not seen. Keeps the last <see cref="Cap"/> samples and acquisitions.
/// </remarks>
internal sealed class LockOwners
{
    private const int Cap = 4096;

    // A stall of a convoy has hundreds of contentions: this many looks at holders are enough to tell what they do.
    private const int LooksPerStall = 256;

    private readonly (long Time, long ThreadId, CallStack Stack)[] _samples = new (long, long, CallStack)[Cap];
    private readonly (long Time, long ThreadId, long LockId)[] _acquisitions = new (long, long, long)[Cap];
    private long _sampleCount;
    private long _acquisitionCount;

    public void AddSample(long time, long threadId, CallStack stack) => _samples[_sampleCount++ % Cap] = (time, threadId, stack);

    public void AddAcquisition(long time, long threadId, long lockId)
    {
        if (lockId != 0)
        {
            _acquisitions[_acquisitionCount++ % Cap] = (time, threadId, lockId);
        }
    }

    /// <summary>Stacks of the threads that held a lock while this stall's thread waited for it, with the site that waited.</summary>
    public List<(string SiteId, CallStack Stack)> During(PendingStall stall)
    {
        List<(string, CallStack)> found = [];
        ThreadEvidence evidence = stall.Track.Evidence;
        if (evidence.Contentions.Count == 0 && stall.Track.Waits.Contention is null)
        {
            return found;
        }

        for (long i = Math.Max(0, _sampleCount - Cap); i < _sampleCount && found.Count < LooksPerStall; i++)
        {
            (long time, long threadId, CallStack stack) = _samples[i % Cap];
            if (time >= stall.Start && time <= stall.End && ContentionAt(stall, time) is { Reading.Site: { } site } contention
                && HolderAt(contention, time) == threadId)
            {
                found.Add((site.Id, stack));
            }
        }

        return found;
    }

    private static ExactInterval? ContentionAt(PendingStall stall, long time)
    {
        foreach (ExactInterval contention in stall.Track.Evidence.Contentions)
        {
            if (contention.Start <= time && time <= contention.End)
            {
                return contention;
            }
        }

        return stall.Track.Waits.Contention is { } open && open.Start <= time && (stall.IsOpen || stall.EndIsLowerBound) ? open : null;
    }

    private long HolderAt(ExactInterval contention, long time)
    {
        for (long i = _acquisitionCount - 1; i >= Math.Max(0, _acquisitionCount - Cap); i--)
        {
            (long at, long threadId, long lockId) = _acquisitions[i % Cap];
            if (at < contention.Start)
            {
                break;
            }

            if (lockId == contention.LockId && at <= time)
            {
                return threadId;
            }
        }

        return contention.OwnerThreadId;
    }
}
