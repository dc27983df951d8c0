using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection.Session;

/// <summary>All that a report is made of.</summary>
/// <param name="Target">The process that was watched.</param>
/// <param name="Session">How, and how well.</param>
/// <param name="Detection">What was found.</param>
public sealed record WatchResult(TargetDescription Target, SessionDescription Session, DetectionSnapshot Detection);
