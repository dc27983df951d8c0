using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Live;

/// <summary>A target on a live line of text, when several are watched.</summary>
public static class TargetLabel
{
    /// <summary><c>Shop (4242)</c>, harmless for a terminal.</summary>
    public static string Format(int processId, string name) => SafeText.Of(FormattableString.Invariant($"{name} ({processId})"));
}
