namespace BlockWatch.TestKit.Reports;

public sealed record ReportedDeadlock(string Kind, IReadOnlyList<ReportedDeadlockStep> Steps);
