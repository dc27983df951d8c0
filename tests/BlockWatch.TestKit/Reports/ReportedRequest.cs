namespace BlockWatch.TestKit.Reports;

public sealed record ReportedRequest(string? Method, string? Route, string? Endpoint, long Count, string Certainty);
