using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Libraries;
using BlockWatch.Detection.Locks;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Findings;

/// <summary>All that was seen of one site.</summary>
public sealed record Finding
{
    public required Site Site { get; init; }

    public required Severity Severity { get; init; }

    public required Confidence Confidence { get; init; }

    /// <summary>One line: <c>Thread.Sleep in Orders.CheckoutAsync(int)</c>.</summary>
    public required string Title { get; init; }

    /// <summary>One or two sentences: what to do.</summary>
    public required string Advice { get; init; }

    /// <summary>Stalls that had a part at this site.</summary>
    public long Count { get; init; }

    /// <summary>The parts' sum, without garbage collection, milliseconds. It is also the pool-thread time taken.</summary>
    public double TotalMs { get; init; }

    public double P50Ms { get; init; }

    public double P95Ms { get; init; }

    public double MaxMs { get; init; }

    /// <summary>Total of the parts that were on pool threads, in seconds.</summary>
    public double PoolThreadSeconds { get; init; }

    /// <summary>This site's share of all stalled time of the session, 0 to 1.</summary>
    public double ShareOfStalledTime { get; init; }

    /// <summary>Milliseconds that garbage collections took inside the stalls, subtracted from the durations above.</summary>
    public double GcMs { get; init; }

    /// <summary>Milliseconds of <see cref="TotalMs"/> for which the threads were ready to run and no processor was free: at least, and where the system tells. 0 otherwise.</summary>
    public double QueuedMs { get; init; }

    /// <summary>How often the threads' memory had to be read from a disk (major page faults) during these stalls: at least, and where the system tells.</summary>
    public long MajorFaults { get; init; }

    /// <summary>Of <see cref="Count"/>, stalls during which the target's container was surely stopped for having used up its share of the processors; of whichever of its threads.</summary>
    public long ThrottledCount { get; init; }

    /// <summary>Stalls that were still open when this was made; their time so far is counted.</summary>
    public long OpenCount { get; init; }

    /// <summary>Of <see cref="Count"/>, the stalls that were under the threshold and are here because of their sum; 0 when there is none.</summary>
    public long ShortCount { get; init; }

    /// <summary>The most pool-thread time that stalls under the threshold took in one second, milliseconds; an estimate when their evidence is samples.</summary>
    public double ShortMsPerSecond { get; init; }

    /// <summary>True when the count or the durations rest on samples: there may have been more.</summary>
    public bool Sampled { get; init; }

    /// <summary>Distinct threads.</summary>
    public int Threads { get; init; }

    /// <summary>Samples that are evidence here; 0 when all evidence is events.</summary>
    public long SampleCount { get; init; }

    /// <summary>Start of the first stall, milliseconds since the session began.</summary>
    public double FirstSeenMs { get; init; }

    /// <summary>End of the last stall (or the session's end), milliseconds since the session began.</summary>
    public double LastSeenMs { get; init; }

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<StackShape> Stacks { get; init; } = [];

    /// <summary>Lock contention: the threads' frames that held the lock while others waited, with how often; empty otherwise or when unknown.</summary>
    public IReadOnlyList<StackShape> Owners { get; init; } = [];

    /// <summary>Lock contention: who waited, who held the locks for how long, and what the owners did; null otherwise.</summary>
    public LockFacts? Locks { get; init; }

    /// <summary>The requests that its stalls were in, the most frequent first, at most eight; empty when none is known.</summary>
    public IReadOnlyList<RequestCount> Requests { get; init; } = [];

    /// <summary>The chains of async callers of its stalls, the most frequent first, at most eight; empty when none is known, which takes the async lane.</summary>
    public IReadOnlyList<ChainCount> Chains { get; init; } = [];

    /// <summary>The third party's library that the user called and that blocks; null when .NET itself or the user's code does.</summary>
    public LibraryUse? Library { get; init; }

    /// <summary>The event loop that was blocked; null for findings on threads of the pool.</summary>
    public EventLoopFacts? Loop { get; init; }

    /// <summary>The tasks that were lost; null for findings of what blocks.</summary>
    public LostTaskFacts? LostTask { get; init; }

    /// <summary>BW0008: the deadlock, or the last of several at this site; null for other rules.</summary>
    public Deadlock? Deadlock { get; init; }
}
