namespace BlockWatch.Detection.Session;

/// <summary>How often the target's container was stopped because it had used up its share of the processors, by the operating system's account of the whole container.</summary>
/// <param name="Periods">Periods of the share that passed while something in the container ran.</param>
/// <param name="ThrottledPeriods">In how many of them it was stopped.</param>
/// <param name="ThrottledMs">For how long, added up over its processors, milliseconds.</param>
public sealed record CpuThrottling(long Periods, long ThrottledPeriods, double ThrottledMs);
