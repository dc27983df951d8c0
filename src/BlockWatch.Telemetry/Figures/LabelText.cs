using BlockWatch.Reports.Wording;

namespace BlockWatch.Telemetry.Figures;

/// <summary>Text of the target as the value of a label or an attribute: harmless, and not longer than <see cref="MaxLength"/>.</summary>
internal static class LabelText
{
    /// <summary>Longer ones are cut: a generic method's name has no limit of its own.</summary>
    public const int MaxLength = 200;

    public static string Of(string text)
    {
        // Cut first, so that nothing without end is escaped; the sign that it was takes one place.
        string safe = SafeText.Of(text.Length > MaxLength ? text[..MaxLength] : text);
        return text.Length <= MaxLength && safe.Length <= MaxLength ? safe : SafeText.Shorten(safe, MaxLength - 1);
    }
}
