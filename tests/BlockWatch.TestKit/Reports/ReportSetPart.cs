namespace BlockWatch.TestKit.Reports;

public sealed record ReportSetPart(int Pid, string Name, string? Failure, ReportDocument? Report);
