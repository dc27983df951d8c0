using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>Who held the locks of a finding, in phrases that the formats share. Harmless for a terminal.</summary>
internal static class OwnerFacts
{
    /// <summary><c>1 lock, for which at most 3 threads waited at once; its owner is known for 9.5 s of the 9.6 s that they waited</c>.</summary>
    public static string Waiting(ReportLocks locks) =>
        $"{Measures.Count(locks.Locks, "lock")}, for {(locks.Locks == 1 ? "which" : "one of which")} at most {Measures.Count(locks.MaxWaiters, "thread")} waited at once; "
        + $"the owner is known for {Measures.Duration(locks.OwnerKnownMs)} of the {Measures.Duration(locks.WaitedMs)} that these stalls waited";

    /// <summary><c>Held 24 times by 4 threads while others waited, 4.8 s in all, at most 203 ms</c>; null when no owner is known.</summary>
    public static string? Holding(ReportLocks locks) => locks.Holds == 0
        ? null
        : $"Held {(locks.Holds > int.MaxValue ? Measures.Count(locks.Holds, "time") : Measures.Times((int)locks.Holds))} by {Measures.Count(locks.OwnerThreads, "thread")} while others waited, "
            + $"{Measures.Duration(locks.HeldMs)} in all, at most {Measures.Milliseconds(locks.MaxHeldMs)}";

    /// <summary>One line for each thing that the owners did: <c>Thread.Sleep in Ledger.Post() (Ledger.cs:74): 24 holds, 4.8 s, at most 203 ms; by samples</c>.</summary>
    public static IReadOnlyList<string> Doing(ReportLocks locks) =>
    [
        .. locks.Doing.Select(time =>
            $"{Place(time.Place)}: {Measures.Count(time.Holds, "hold")}, {Measures.Duration(time.TotalMs)}, at most {Measures.Milliseconds(time.MaxMs)}{(time.Sampled ? "; by samples" : "")}"),
    ];

    /// <summary>
    /// One line for each owner: <c>thread 12 held it and waited for another: Lock contention at Monitor.Enter in Orders.Add() (Orders.cs:112)</c>,
    /// <c>thread 9 held that, in Task&lt;T&gt;.Result in Prices.Refresh() (Prices.cs:85)</c>. None for a chain of one, of which all is said already.
    /// </summary>
    public static IReadOnlyList<string> Chain(ReportLocks locks) => locks.Chain.Count < 2 ? [] : [.. locks.Chain.Select((owner, i) =>
    {
        string held = FormattableString.Invariant($"thread {owner.ThreadId} held {(i == 0 ? "it" : "that")}");
        string where = owner.Place is { } place ? Place(place) : "a place that is not known";
        return i < locks.Chain.Count - 1 ? $"{held} and waited for another: {where}" : $"{held}, in {where}{(owner.Sampled ? "; by samples" : "")}";
    })];

    private static string Place(ReportOwnerPlace place)
    {
        string where = FrameText.Place(place.Site.UserFrame?.File, place.Site.UserFrame?.Line) is { } known ? $" ({known})" : "";
        return $"{SafeText.Of(place.Title)}{where}";
    }
}
