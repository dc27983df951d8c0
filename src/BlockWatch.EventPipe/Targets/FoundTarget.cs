namespace BlockWatch.EventPipe.Targets;

/// <summary>A process that is to be watched.</summary>
/// <param name="ProcessId">Its process id.</param>
/// <param name="Name">As far as it is known before its runtime has been asked.</param>
/// <param name="WhyNot">Why it cannot be watched, when that is known already.</param>
internal sealed record FoundTarget(int ProcessId, string Name, string? WhyNot = null);
