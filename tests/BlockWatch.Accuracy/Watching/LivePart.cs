namespace BlockWatch.Accuracy.Watching;

/// <summary>The part of a stall that one site explains.</summary>
internal sealed record LivePart(string RuleId, double DurationMs, ReportedFrame? Frame);
