namespace BlockWatch.EndToEnd.Tests.Fixtures;

public sealed record ReportedStack(IReadOnlyList<ReportedFrame> Frames);
