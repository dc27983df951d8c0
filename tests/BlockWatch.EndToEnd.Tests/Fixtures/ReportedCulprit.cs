namespace BlockWatch.EndToEnd.Tests.Fixtures;

public sealed record ReportedCulprit(string FindingId, double PoolThreadSeconds);
