using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Deadlocks;

/// <summary>Threads and tasks that wait for each other, so that none of them goes on by itself.</summary>
public sealed record Deadlock
{
    /// <summary>From 1, in the order found.</summary>
    public required int Id { get; init; }

    public required DeadlockKind Kind { get; init; }

    /// <summary>Made of the users' frames in it: the same in every run, whichever thread came first.</summary>
    public required Site Site { get; init; }

    /// <summary>One line: <c>Deadlock of 2 threads: Bank.Audit ⇄ Bank.Deposit</c>.</summary>
    public required string Title { get; init; }

    /// <summary>Certain when every step is an event and nothing may have passed on meanwhile; otherwise likely.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>In order; what the last one waits for, the first one has.</summary>
    public required IReadOnlyList<DeadlockStep> Steps { get; init; }

    /// <summary>Threads in it.</summary>
    public required int Threads { get; init; }

    /// <summary>When it closed: since then none of them has gone on. Nanoseconds since the session began.</summary>
    public required long StartNs { get; init; }

    /// <summary>When one of them went on after all (a time limit, a pool that grew), nanoseconds since the session began; null while it lasts.</summary>
    public long? EndNs { get; init; }

    /// <summary>How long it lasted, or has lasted until this time, nanoseconds.</summary>
    public long DurationUntil(long nowNs) => Math.Max(0, (EndNs ?? nowNs) - StartNs);
}
