namespace BlockWatch.TestKit.Reports;

public sealed record ReportedLibrary(string Name, string? Version);
