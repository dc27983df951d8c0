namespace BlockWatch.TestKit.Reports;

public sealed record ReportedDeadlockStep(string Link, long? ThreadId, ReportedFrame? Frame, int Alike);
