using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Chains;

/// <summary>A stall whose chain is wanted.</summary>
/// <param name="ThreadId">The thread.</param>
/// <param name="Start">Nanoseconds since the session began.</param>
/// <param name="End">Nanoseconds since the session began.</param>
/// <param name="SiteId">The site of its largest part.</param>
/// <param name="Stack">A stack of that part.</param>
internal sealed record SettledStall(long ThreadId, long Start, long End, string SiteId, CallStack Stack)
{
    public bool IsPartOf(ResumedRun run) => run.ThreadId == ThreadId && run.Start < End && run.End > Start;
}
