using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Locks;

/// <summary>The holds of a time, with what is known of their owners.</summary>
internal sealed class HeldTime
{
    /// <summary>Longer chains of owners are not followed.</summary>
    public const int LongestChain = 16;

    private readonly StackReader _reader;
    private readonly Dictionary<long, List<(long Time, StackReading Reading)>> _samples;
    private readonly ILookup<long, LockHold> _byLock;

    public HeldTime(IEnumerable<LockHold> holds, Dictionary<long, List<(long Time, StackReading Reading)>> samples, StackReader reader)
    {
        _byLock = holds.ToLookup(hold => hold.LockId);
        _samples = samples;
        _reader = reader;
    }

    /// <summary>The holds of a lock within a time.</summary>
    public IEnumerable<LockHold> Of(long lockId, long from, long to) => _byLock[lockId].Where(hold => hold.Start < to && hold.End > from);

    /// <summary>The samples of the owner within its hold and a time.</summary>
    public IEnumerable<StackReading> SamplesOf(LockHold hold, long from, long to) =>
        _samples.TryGetValue(hold.Owner, out List<(long Time, StackReading Reading)>? samples)
            ? samples.Where(sample => sample.Time >= Math.Max(from, hold.Start) && sample.Time <= Math.Min(to, hold.End)).Select(sample => sample.Reading)
            : [];

    /// <summary>What the owner did within a part of its hold, the longest first. What no event and no sample tells is left out.</summary>
    public IReadOnlyList<HoldPiece> Pieces(LockHold hold, long from, long to)
    {
        List<HoldPiece> pieces = [];
        long rest = to - from;
        foreach (OwnerWait wait in hold.Waits)
        {
            long overlap = Math.Min(wait.End, to) - Math.Max(wait.Start, from);
            if (overlap > 0 && ReadingOf(wait) is { } reading)
            {
                rest -= overlap;
                Add(pieces, new HoldPiece(reading, overlap, IsSampled: false));
            }
        }

        StackReading? most = SamplesOf(hold, from, to).Where(reading => reading.Site is not null && !IsWithin(pieces, reading))
            .GroupBy(reading => reading.Site!.Id).OrderByDescending(site => site.Count()).ThenBy(site => site.Key, StringComparer.Ordinal).FirstOrDefault()?.First();
        if (most is not null && rest > 0)
        {
            Add(pieces, new HoldPiece(most, rest, IsSampled: true));
        }

        return [.. pieces.OrderByDescending(piece => piece.DurationNs)];
    }

    /// <summary>The owners that one who waits for a lock waits for: the lock's, the one of the lock that this one waits for, and so on.</summary>
    public IReadOnlyList<LockChainLink> ChainFrom(LockHold hold, long from, long to)
    {
        List<LockChainLink> chain = [];
        HashSet<LockHold> passed = [];
        LockHold? next = hold;
        while (next is { } current && chain.Count < LongestChain && passed.Add(current))
        {
            (from, to) = (Math.Max(from, current.Start), Math.Min(to, current.End));
            next = null;
            OwnerWait inLock = default;
            foreach (OwnerWait wait in current.Waits.Where(wait => wait.Start < to && wait.End > from && IsForLock(wait)))
            {
                LockHold? longest = Of(wait.LockId, Math.Max(from, wait.Start), Math.Min(to, wait.End)).Where(other => !passed.Contains(other))
                    .MaxBy(other => Math.Min(to, other.End) - Math.Max(from, other.Start));
                if (longest is not null && (next is null || wait.End - wait.Start > inLock.End - inLock.Start))
                {
                    (next, inLock) = (longest, wait);
                }
            }

            HoldPiece? main = next is not null && ReadingOf(inLock) is { } reading
                ? new HoldPiece(reading, to - from, IsSampled: false)
                : Pieces(current, from, to).Cast<HoldPiece?>().FirstOrDefault();
            chain.Add(new LockChainLink(current.Owner, main?.Reading.Site, to - from, main?.IsSampled ?? false));
            (from, to) = next is null ? (from, to) : (Math.Max(from, inLock.Start), Math.Min(to, inLock.End));
        }

        return chain;
    }

    /// <summary>What a wait's stack says; null when it explains nothing.</summary>
    public StackReading? ReadingOf(in OwnerWait wait) => wait.Stack is { } stack
        && _reader.Read(stack, wait.LockId != 0 ? EvidenceKind.Contention : EvidenceKind.Wait, ranManagedCode: false) is { Site: not null } reading
            ? reading
            : null;

    // The class library has locks of its own inside other waits: for these the user waits for a task, not for a lock.
    private bool IsForLock(in OwnerWait wait) => wait.LockId != 0 && ReadingOf(wait)?.Site!.Category == BlockingCategory.Lock;

    // A wait's own samples are no evidence of something else.
    private static bool IsWithin(List<HoldPiece> pieces, StackReading reading) => pieces.Exists(piece => piece.Reading.Site!.Id == reading.Site!.Id);

    private static void Add(List<HoldPiece> pieces, HoldPiece piece)
    {
        int known = pieces.FindIndex(other => other.Reading.Site!.Id == piece.Reading.Site!.Id);
        if (known >= 0)
        {
            pieces[known] = pieces[known] with { DurationNs = pieces[known].DurationNs + piece.DurationNs };
        }
        else
        {
            pieces.Add(piece);
        }
    }
}
