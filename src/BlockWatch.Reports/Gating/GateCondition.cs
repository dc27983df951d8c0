using BlockWatch.Detection.Findings;

namespace BlockWatch.Reports.Gating;

/// <summary>What makes a gate fail: findings of a rule, of a severity, or all; with <see cref="OnlyNew"/> those only that a baseline lacks.</summary>
/// <param name="Text">As the user wrote it.</param>
public sealed record GateCondition(string Text)
{
    /// <summary>True: a finding at a site that the baseline has does not count.</summary>
    public bool OnlyNew { get; init; }

    /// <summary>Findings of this rule alone, in upper case: <c>BW0001</c>. Null: of every rule.</summary>
    public string? RuleId { get; init; }

    /// <summary>Findings at least as severe as this. Null: of every severity.</summary>
    public Severity? AtLeast { get; init; }
}
