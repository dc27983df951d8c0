using BlockWatch.Reports.Gating;

namespace BlockWatch.Tool.Options;

/// <summary>The gate that the user set.</summary>
/// <param name="Conditions">One is enough to fail.</param>
/// <param name="Baselines">Saved reports whose sites are not new.</param>
internal sealed record GateSettings(IReadOnlyList<GateCondition> Conditions, IReadOnlyList<string> Baselines);
