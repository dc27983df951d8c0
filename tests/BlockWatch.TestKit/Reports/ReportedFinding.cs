namespace BlockWatch.TestKit.Reports;

public sealed record ReportedFinding(
    string Id,
    string RuleId,
    string Title,
    string Severity,
    string Confidence,
    string Category,
    ReportedSite Site,
    long Count,
    double P50Ms,
    double MaxMs,
    bool Sampled,
    IReadOnlyList<ReportedStack> Owners)
{
    /// <summary>Of the count, the stalls under the threshold.</summary>
    public long ShortCount { get; init; }

    public IReadOnlyList<ReportedRequest> Requests { get; init; } = [];

    public IReadOnlyList<ReportedChain> Chains { get; init; } = [];

    public ReportedLocks? Locks { get; init; }

    public ReportedLibrary? Library { get; init; }

    public ReportedLoop? Loop { get; init; }

    public ReportedLostTask? LostTask { get; init; }

    public ReportedDeadlock? Deadlock { get; init; }

    /// <summary>The user's frames that it names: of a deadlock those of all its threads, otherwise the site's one.</summary>
    public IReadOnlyList<ReportedFrame> NamedFrames =>
        [.. Deadlock is null ? new[] { Site.UserFrame }.OfType<ReportedFrame>() : Deadlock.Steps.Select(step => step.Frame).OfType<ReportedFrame>()];

    /// <summary>True when its user frame is this method, whatever its parameters.</summary>
    public bool IsAt(string method) => Site.UserFrame?.Is(method) == true;

    public override string ToString() =>
        FormattableString.Invariant($"{RuleId} {Severity} {Confidence} {Site.UserFrame} > {Site.BlockingFrame?.Method} x{Count} p50 {P50Ms} max {MaxMs} id {Id}");
}
