namespace BlockWatch.EndToEnd.Tests.Fixtures;

public sealed record ReportedTarget(int Pid, string Name, string? Runtime, string? Os, string? Arch);
