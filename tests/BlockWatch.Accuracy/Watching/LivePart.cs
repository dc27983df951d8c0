namespace BlockWatch.Accuracy.Watching;

/// <summary>The part of a stall that one site explains.</summary>
/// <param name="SiteId">The id of its finding in the report.</param>
/// <param name="RuleId">Its rule.</param>
/// <param name="DurationMs">Of the stall, without garbage collection.</param>
/// <param name="Frame">The user frame; null when there is none.</param>
internal sealed record LivePart(string SiteId, string RuleId, double DurationMs, ReportedFrame? Frame)
{
    /// <summary>True when it says that nothing is known: of a stall of the pool's, or of an event loop's turn.</summary>
    public bool IsUnexplained => RuleId == Rules.Unexplained || (RuleId == Rules.EventLoop && Frame is null);
}
