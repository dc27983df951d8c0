namespace BlockWatch.TestKit.Reports;

public sealed record ReportedCulprit(string FindingId, double PoolThreadSeconds);
