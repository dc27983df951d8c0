using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stalls;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Locks;

/// <summary>Tells the sites where threads waited for a lock who held it meanwhile, and what the owner did.</summary>
/// <remarks>
/// When a stall is settled, all that its evidence can be is here. The holds are those of <see cref="HoldBook"/>; what the owner did in them is known by its own waits,
/// exactly, and by its samples.
/// </remarks>
internal sealed class LockOwners
{
    // A stall of a convoy has hundreds of contentions: this many looks at owners are enough to tell what they do.
    private const int LooksPerStall = 256;

    private readonly StackReader _reader;
    private readonly OwnerSamples _samples = new();

    public LockOwners(StackReader reader)
    {
        _reader = reader;
    }

    /// <summary>Who waits for which lock and who holds it.</summary>
    public WaitBook Waits { get; } = new();

    public void AddSample(long time, long threadId, StackReading reading) => _samples.Add(time, threadId, reading);

    /// <summary>Tells what is known of the owners of the locks that a stall waited for; call once for each, when it is settled.</summary>
    public void Tell(PendingStall stall, SiteLedger ledger)
    {
        List<ExactInterval> contentions = ContentionsOf(stall);
        if (contentions.Count == 0)
        {
            return;
        }

        var held = new HeldTime(Waits.Holds.Over(stall.Start, stall.End), _samples.Within(stall.Start, stall.End), _reader);
        int looks = 0;
        foreach (ExactInterval contention in contentions)
        {
            if (ledger.LocksOf(contention.Reading.Site!.Id) is not { } tally)
            {
                continue;
            }

            tally.Waited(contention.LockId, contention.End - contention.Start);
            foreach (LockHold hold in held.Of(contention.LockId, contention.Start, contention.End))
            {
                if (looks++ < LooksPerStall)
                {
                    Tell(tally, contention, hold, held);
                }
            }
        }
    }

    /// <summary>The session ends: what is held now is known until then.</summary>
    public void Complete(long time) => Waits.Forget(time);

    private static void Tell(LockTally tally, in ExactInterval contention, LockHold hold, HeldTime held)
    {
        (long from, long to) = (Math.Max(contention.Start, hold.Start), Math.Min(contention.End, hold.End));
        tally.Known(to - from);
        foreach (StackReading sample in held.SamplesOf(hold, from, to))
        {
            tally.Stacks.Add(sample.Stack, 1);
        }

        tally.Chained(held.ChainFrom(hold, from, to));
        if (!hold.TellTo(contention.Reading.Site!.Id))
        {
            return;
        }

        tally.Held(hold, held.Pieces(hold, hold.Start, hold.End));
        foreach (OwnerWait wait in hold.Waits)
        {
            if (held.ReadingOf(wait) is { } reading)
            {
                tally.Stacks.Add(reading.Stack, 1);
            }
        }
    }

    // Those that fold many into one have no times of their own, and of a lock inside the class library another cause is the user's.
    private static List<ExactInterval> ContentionsOf(PendingStall stall)
    {
        List<ExactInterval> contentions = [];
        foreach (ExactInterval contention in stall.Track.Evidence.Contentions)
        {
            Add(contention);
        }

        if (stall.Track.Waits.Contention is { } open && (stall.IsOpen || stall.EndIsLowerBound))
        {
            Add(open with { End = stall.End });
        }

        return contentions;

        void Add(ExactInterval contention)
        {
            (long from, long to) = (Math.Max(contention.Start, stall.Start), Math.Min(contention.End, stall.End));
            if (to > from && contention is { LockId: not 0, Reading.Site.Category: BlockingCategory.Lock })
            {
                contentions.Add(contention with { Start = from, End = to });
            }
        }
    }
}
