using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Loops;

/// <summary>Follows at which place burst after burst finds a loop: without the async lane, all that is known of what blocks without an event of its own.</summary>
/// <remarks>Two turns that block at one place look the same as one that goes on: what this finds is possible, not certain.</remarks>
internal sealed class LoopLookTracker
{
    private readonly long _thresholdNs;
    private readonly LoopBook _book;
    private long _burst;

    public LoopLookTracker(long thresholdNs, LoopBook book)
    {
        _thresholdNs = thresholdNs;
        _book = book;
    }

    public void BurstStarted() => _burst++;

    public void Sampled(LoopThread thread, StackReading reading, long time)
    {
        // What computes may be a turn of each frame that is drawn; what blocks at one place for long is another thing.
        bool blocks = reading is { RunsTurn: true, Site.Category: not (BlockingCategory.Cpu or BlockingCategory.RuntimeWork) };
        if (blocks && thread.Looks is { } looks && looks.Reading.Site!.Id == reading.Site!.Id && _burst - looks.LastBurst <= 1 && time >= looks.Last)
        {
            thread.Looks = looks with { Last = time, LastBurst = _burst, SampleCount = looks.SampleCount + 1 };
            return;
        }

        End(thread);
        thread.Looks = blocks ? new LoopLooks(reading, time, time, _burst, _burst, 1) : null;
    }

    /// <summary>The thread is seen elsewhere, or no longer.</summary>
    public void End(LoopThread thread)
    {
        if (thread.Looks is { IsOverBursts: true } looks && looks.Last - looks.First >= _thresholdNs && thread.OldLooks.Count < LoopThread.EvidenceCap)
        {
            thread.OldLooks.Add(looks);
        }

        thread.Looks = null;
    }

    /// <summary>Counts what no wait's events contradict or tell better.</summary>
    /// <param name="thread">The loop.</param>
    /// <param name="isReady">True when all evidence up to a time is in.</param>
    public void Settle(LoopThread thread, Func<long, bool> isReady)
    {
        for (int i = thread.OldLooks.Count - 1; i >= 0; i--)
        {
            LoopLooks looks = thread.OldLooks[i];
            if (isReady(looks.Last))
            {
                thread.OldLooks.RemoveAt(i);
                if (!thread.HasWaitWithin(looks.First, looks.Last))
                {
                    _book.AddLooks(thread, looks);
                }
            }
        }
    }
}
