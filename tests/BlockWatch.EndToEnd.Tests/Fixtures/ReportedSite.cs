namespace BlockWatch.EndToEnd.Tests.Fixtures;

public sealed record ReportedSite(ReportedFrame? UserFrame, ReportedFrame? BlockingFrame);
