namespace BlockWatch.Detection.Requests;

/// <summary>How many of a finding's stalls were in requests to one endpoint.</summary>
/// <param name="Name">The endpoint.</param>
/// <param name="Count">Stalls, not requests.</param>
/// <param name="Certainty">How that is known.</param>
public sealed record RequestCount(RequestName Name, long Count, RequestCertainty Certainty);
