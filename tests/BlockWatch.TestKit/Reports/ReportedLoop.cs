namespace BlockWatch.TestKit.Reports;

public sealed record ReportedLoop(string? Thread, double? TurnsPerSecond);
