namespace BlockWatch.TestKit.Reports;

public sealed record ReportedException(string Type, long Count);
