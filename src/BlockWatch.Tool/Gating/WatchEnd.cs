using BlockWatch.Reports.Gating;

namespace BlockWatch.Tool.Gating;

/// <summary>How a watch ended for its caller.</summary>
/// <param name="Written">Whether its reports could be written.</param>
/// <param name="Gate">What the gate says; null when there is none.</param>
/// <param name="Bugs">What of blockwatch broke off meanwhile, a sentence each.</param>
internal sealed record WatchEnd(ExitCode Written, GateVerdict? Gate, IReadOnlyList<string> Bugs);
