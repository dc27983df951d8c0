namespace BlockWatch.TestKit.Reports;

public sealed record ReportedSite(ReportedFrame? UserFrame, ReportedFrame? BlockingFrame);
