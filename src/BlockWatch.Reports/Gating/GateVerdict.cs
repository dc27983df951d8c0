namespace BlockWatch.Reports.Gating;

/// <summary>What a gate says of a watch.</summary>
/// <param name="Outcome">Whether it passed.</param>
/// <param name="Sentence">One line that says so and why, harmless for a terminal, without a final stop: <c>the gate passed: …</c>.</param>
public sealed record GateVerdict(GateOutcome Outcome, string Sentence);
