namespace BlockWatch.TestKit.Reports;

public sealed record ReportedStarvation(double StartMs, double? EndMs, int PeakThreads, long PeakQueue, string FirstSign, IReadOnlyList<ReportedCulprit> Culprits);
