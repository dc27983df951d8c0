namespace BlockWatch.TestKit.Reports;

public sealed record ReportedChainLink(string Method, string Source);
