namespace BlockWatch.TestKit.Reports;

public sealed record ReportedSession(
    string Mode, DateTimeOffset StartedAt, double DurationMs, string End, long EventsReceived, long EventsLost, bool Complete, IReadOnlyList<string> Limits)
{
    /// <summary>Milliseconds since 1970, the truth file's clock.</summary>
    public double StartUnixMs => (StartedAt - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    public double EndUnixMs => StartUnixMs + DurationMs;
}
