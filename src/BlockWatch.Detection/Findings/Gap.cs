using BlockWatch.Detection.Events;

namespace BlockWatch.Detection.Findings;

/// <summary>An interval with dropped events: what ended in it may be missing, and nothing that crosses it is believed to the millisecond.</summary>
/// <param name="Lane">The lane that lost them.</param>
/// <param name="StartNs">When the lane was last whole, nanoseconds since the session began.</param>
/// <param name="EndNs">When the loss was seen.</param>
/// <param name="EventsLost">How many.</param>
public sealed record Gap(Lane Lane, long StartNs, long EndNs, long EventsLost);
