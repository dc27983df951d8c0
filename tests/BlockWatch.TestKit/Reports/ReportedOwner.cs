namespace BlockWatch.TestKit.Reports;

public sealed record ReportedOwner(long ThreadId, double DurationMs, ReportedOwnerPlace? Place, bool Sampled);
