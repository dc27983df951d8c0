namespace BlockWatch.Detection;

/// <summary>Why stacks are wanted.</summary>
/// <param name="Reason">What was seen.</param>
/// <param name="ThreadId">The thread whose span is open; 0 for the pool as a whole.</param>
/// <param name="SinceNs">Since when it has been so, nanoseconds since the session began.</param>
public readonly record struct EvidenceRequest(EvidenceReason Reason, long ThreadId, long SinceNs);
