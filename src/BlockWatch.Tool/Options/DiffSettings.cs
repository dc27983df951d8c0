using BlockWatch.Reports.Gating;

namespace BlockWatch.Tool.Options;

/// <summary>What the user wants compared.</summary>
/// <param name="Base">The report to compare with.</param>
/// <param name="New">The report that is compared.</param>
/// <param name="Outputs">Files to write.</param>
/// <param name="Format">The format of every output; null: by each file's extension.</param>
/// <param name="Conditions">What the second report must not have; what the first lacks is new. Empty: no gate.</param>
internal sealed record DiffSettings(string Base, string New, IReadOnlyList<string> Outputs, string? Format, IReadOnlyList<GateCondition> Conditions);
