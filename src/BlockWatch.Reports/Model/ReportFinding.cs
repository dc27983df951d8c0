using System.Text.Json.Serialization;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;

namespace BlockWatch.Reports.Model;

/// <summary>All that was seen of one site. The words (title, advice) are those of detection.</summary>
public sealed record ReportFinding
{
    /// <summary>The site's id: the same in every run of the same code.</summary>
    public required string Id { get; init; }

    public required string RuleId { get; init; }

    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    public required Confidence Confidence { get; init; }

    public required BlockingCategory Category { get; init; }

    public required ReportSite Site { get; init; }

    /// <summary>Stalls that had a part at this site.</summary>
    public required long Count { get; init; }

    /// <summary>Of these, how many were open at the end; their time so far is counted.</summary>
    public required long OpenCount { get; init; }

    /// <summary>Of <see cref="Count"/>, the stalls under the threshold, which are here because of their sum.</summary>
    public long ShortCount { get; init; }

    /// <summary>The most pool-thread time that stalls under the threshold took in one second; an estimate when sampled.</summary>
    public double ShortMsPerSecond { get; init; }

    /// <summary>The sum, without garbage collection.</summary>
    public required double TotalMs { get; init; }

    public required double P50Ms { get; init; }

    public required double P95Ms { get; init; }

    public required double MaxMs { get; init; }

    public required double PoolThreadSeconds { get; init; }

    /// <summary>Of all stalled time of the session, 0 to 1.</summary>
    public required double Share { get; init; }

    public required double GcMs { get; init; }

    /// <summary>Of the sum: ready to run, and no processor was free. At least, and where the system tells. Not in reports of older versions.</summary>
    public double QueuedMs { get; init; }

    /// <summary>How often the threads' memory had to be read from a disk during these stalls: at least, and where the system tells. Not in reports of older versions.</summary>
    public long MajorFaults { get; init; }

    /// <summary>Of <see cref="Count"/>, stalls during which the whole container was surely throttled. Not in reports of older versions.</summary>
    public long ThrottledCount { get; init; }

    /// <summary>True when the count or the durations rest on samples: there may have been more.</summary>
    public required bool Sampled { get; init; }

    public required long SampleCount { get; init; }

    /// <summary>Distinct threads.</summary>
    public required int Threads { get; init; }

    public required double FirstSeenMs { get; init; }

    public required double LastSeenMs { get; init; }

    /// <summary>The frames of the most frequent of <see cref="Stacks"/>; empty when there is none.</summary>
    public required IReadOnlyList<ReportStackFrame> Stack { get; init; }

    /// <summary>The most frequent first.</summary>
    public required IReadOnlyList<ReportStack> Stacks { get; init; }

    /// <summary>Where the threads were that held the lock; empty for other causes or when unknown.</summary>
    public required IReadOnlyList<ReportStack> Owners { get; init; }

    /// <summary>BW0003: who waited, who held the locks, and what the owners did; absent from findings of other rules, and when no lock is known. Not in reports of older versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportLocks? Locks { get; init; }

    public required string Advice { get; init; }

    /// <summary>What to call instead; null when nothing is known.</summary>
    public required string? Replacement { get; init; }

    /// <summary>The https address of the official documentation of what blocks; null when it has none.</summary>
    public string? Docs { get; init; }

    /// <summary>The requests that its stalls were in, the most frequent first; empty when none is known.</summary>
    public IReadOnlyList<ReportRequest> Requests { get; init; } = [];

    /// <summary>The chains of async callers of its stalls, the most frequent first; null when none is known. Not in reports of older versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReportChain>? Chains { get; init; }

    /// <summary>The third party's library that the user called and that blocks; null when .NET itself or the user's code does.</summary>
    public ReportLibrary? Library { get; init; }

    /// <summary>The event loop that was blocked; null for findings on threads of the pool. Not in reports of older versions.</summary>
    public ReportLoop? Loop { get; init; }

    /// <summary>The tasks that were lost; null for findings of what blocks. Not in reports of older versions.</summary>
    public ReportLostTask? LostTask { get; init; }

    /// <summary>BW0008: the deadlock, or the last of several at this site; absent from findings of other rules.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportDeadlock? Deadlock { get; init; }

    /// <summary>What <see cref="MaxMs"/> would be at human scale: <c>19 years</c>. Made of it, never read.</summary>
    public string HumanScale => Wording.HumanScale.Of(MaxMs);
}
