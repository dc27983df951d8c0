using BlockWatch.Reports.Gating;

namespace BlockWatch.Tool.Gating;

/// <summary>How a watch ended for its caller.</summary>
/// <param name="Written">Whether its reports could be written.</param>
/// <param name="Gate">What the gate says; null when there is none.</param>
internal sealed record WatchEnd(ExitCode Written, GateVerdict? Gate);
