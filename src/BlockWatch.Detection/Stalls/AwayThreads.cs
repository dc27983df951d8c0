using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Stalls;

/// <summary>Tells threads that computed from threads that would have, had they had a processor, or their memory.</summary>
/// <remarks>
/// A stack looks the same in all three cases. The operating system's account of the thread, taken before and after each burst, does not:
/// where waiting for the two took at least half of the time, that part of what the sample speaks for is not computing. The rest
/// is, and is no cause of its own when it is under the threshold.
/// </remarks>
internal sealed class AwayThreads
{
    private const double LeastShare = 0.5;

    // Less is an error of rounding.
    private const double Nothing = 1e-6;

    private readonly StackReader _reader;
    private readonly PauseTimeline _pauses;

    public AwayThreads(StackReader reader, PauseTimeline pauses)
    {
        _reader = reader;
        _pauses = pauses;
    }

    /// <summary>Reads again, in place, samples that did not tell whether their thread ran: one that had its memory read from a disk did not wait for anything else.</summary>
    public void Resolve(List<SamplePoint> samples, PendingStall stall)
    {
        for (int i = 0; i < samples.Count; i++)
        {
            if (samples[i].Reading.OpaqueMethod is not null && AwayAt(samples[i], stall).Paged >= LeastShare)
            {
                samples[i] = samples[i] with { Reading = _reader.ReadRunning(samples[i].Reading) };
            }
        }
    }

    /// <summary>Adds a sample to the parts of a stall.</summary>
    /// <param name="drafts">The parts.</param>
    /// <param name="sample">A sample with a site.</param>
    /// <param name="share">What it speaks for, 0 to 1.</param>
    /// <param name="stall">The stall.</param>
    public void Add(List<PartDraft> drafts, SamplePoint sample, double share, PendingStall stall)
    {
        bool isComputing = sample.Reading.Site!.Category == BlockingCategory.Cpu && !sample.IsFolded;
        TimeAway away = isComputing ? AwayAt(sample, stall) : default;
        if (away.Queued + away.Paged < LeastShare)
        {
            away = default;
        }

        // The processor's work of reading pages in cannot be told from the code's own: the larger of the two names both.
        double ran = Math.Max(0, 1 - away.Queued - away.Paged);
        double paged = away.Paged > 0 && away.Paged >= ran ? 1 - away.Queued : away.Paged;
        Add(drafts, sample, BlockingCategory.ProcessorQueue, share * away.Queued);
        Add(drafts, sample, BlockingCategory.PageFault, share * paged);
        double rest = 1 - away.Queued - paged;
        if (rest > Nothing)
        {
            PartDraft.In(drafts, sample.Reading.Site).AddSample(sample.Reading, sample.Weight, share * rest);
        }
    }

    private TimeAway AwayAt(SamplePoint sample, PendingStall stall) =>
        stall.Track.Evidence.Accounts.AwayIn(stall.Start, stall.End, sample.Time, _pauses);

    private void Add(List<PartDraft> drafts, SamplePoint sample, BlockingCategory cause, double share)
    {
        if (share > Nothing)
        {
            StackReading reading = _reader.ReadAway(sample.Reading, cause);
            PartDraft.In(drafts, reading.Site!).AddSample(reading, sample.Weight, share);
        }
    }
}
