namespace BlockWatch.TestKit.Reports;

public sealed record ReportedStack(IReadOnlyList<ReportedFrame> Frames);
