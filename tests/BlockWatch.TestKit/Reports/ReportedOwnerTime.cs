namespace BlockWatch.TestKit.Reports;

public sealed record ReportedOwnerTime(ReportedOwnerPlace Place, long Holds, double TotalMs, double MaxMs, bool Sampled);
