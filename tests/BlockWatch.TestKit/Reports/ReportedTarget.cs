namespace BlockWatch.TestKit.Reports;

public sealed record ReportedTarget(int Pid, string Name, string? Runtime, string? Os, string? Arch);
