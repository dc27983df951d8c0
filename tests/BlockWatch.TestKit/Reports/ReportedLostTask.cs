namespace BlockWatch.TestKit.Reports;

public sealed record ReportedLostTask(string? StartedBy);
