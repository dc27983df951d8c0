namespace BlockWatch.Detection.Deadlocks;

/// <summary>A deadlock that was told of, and the waits of its threads: when one of them is over, so is the deadlock.</summary>
internal sealed class FoundDeadlock
{
    public FoundDeadlock(Deadlock deadlock, IReadOnlyList<WaitEdge> waits)
    {
        Deadlock = deadlock;
        Waits = waits;
    }

    public Deadlock Deadlock { get; set; }

    public IReadOnlyList<WaitEdge> Waits { get; }

    /// <summary>True when one of these waits is in it: a thread cannot be in two.</summary>
    public bool IsOf(IReadOnlyList<WaitEdge> waits) => waits.Any(wait => Waits.Any(known => known.From == wait.From && known.WaitStart == wait.WaitStart));
}
