namespace BlockWatch.TestKit.Reports;

public sealed record ReportedOwnerPlace(string FindingId, string Title, string Category, ReportedSite Site);
