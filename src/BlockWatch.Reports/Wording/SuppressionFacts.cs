using System.Globalization;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>What the configuration kept out of the findings, in sentences that the formats share. Harmless for a terminal.</summary>
internal static class SuppressionFacts
{
    /// <summary>The file in force; null when there was none.</summary>
    public static string? Configuration(Report report) => report.Session.ConfigFile is { } file ? $"Configuration: {SafeText.Of(file)}" : null;

    /// <summary>One for the sum, then one for each suppression and each own threshold; empty when the configuration has none.</summary>
    public static IReadOnlyList<string> Sentences(Report report)
    {
        if (report.Suppressions.Count == 0 && report.Thresholds.Count == 0)
        {
            return [];
        }

        ReportSummary summary = report.Summary;
        string sum = $"{Measures.Duration(summary.SuppressedMs)} of stalls {(summary.SuppressedMs > 0 ? "are" : "is")} in no finding; "
            + $"{Measures.Count(summary.SuppressedCount, "stall")} entirely so.";
        return [summary.SuppressedMs > 0 ? sum : "Nothing was left out.", .. report.Suppressions.Select(Sentence), .. report.Thresholds.Select(Sentence)];
    }

    private static string Sentence(ReportSuppression suppression)
    {
        string what = string.Join(" ", new[] { suppression.Rule, suppression.Method, suppression.Site is { } site ? $"site {site}" : null }.OfType<string>());
        string until = suppression.Expires is { } expires ? $", {(suppression.IsExpired ? "expired" : "expires")} {expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "";
        string matched = suppression.MatchedSites == 0 && suppression.MatchedStalls == 0
            ? "matched: 0; it can go, unless what it is for did not run"
            : $"matched: {Measures.Count(suppression.MatchedSites, "site")}, {Measures.Count(suppression.MatchedStalls, "stall")}, {Measures.Duration(suppression.TotalMs)}"
                + (suppression.IsExpired ? "; no longer suppressed" : "");
        return SafeText.Of($"{what} ({suppression.Reason.TrimEnd('.')}{until}): {matched}.");
    }

    private static string Sentence(ReportSiteThreshold threshold)
    {
        string what = string.Join(" ", new[] { threshold.Match, threshold.Site is { } site ? $"site {site}" : null }.OfType<string>());
        string under = threshold.MatchedStalls == 0 ? "0 stalls" : $"{Measures.Count(threshold.MatchedStalls, "stall")}, {Measures.Duration(threshold.TotalMs)}";
        return SafeText.Of($"{what} under its own threshold of {Measures.Milliseconds(threshold.ThresholdMs)}: {under}.");
    }
}
