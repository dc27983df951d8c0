using System.Globalization;
using BlockWatch.Reports.Diffs.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Diffs.Output;

/// <summary>A comparison in phrases that the formats share. Harmless for a terminal; other outputs escape them.</summary>
internal static class DiffWords
{
    /// <summary>What is written in full, in this order. Of the others a line is enough.</summary>
    public static IReadOnlyList<(DiffChange Change, string Heading)> Changes { get; } =
        [(DiffChange.New, "New"), (DiffChange.Worse, "Worse"), (DiffChange.Gone, "Gone"), (DiffChange.Better, "Better"), (DiffChange.Unclear, "Not to be told from chance"), (DiffChange.NotJudged, "Not judged"), (DiffChange.Same, "The same")];

    /// <summary><c>BW0001 Task&lt;T&gt;.Result in Shop.Orders.Get()</c>.</summary>
    public static string Title(DiffSite site) => SafeText.Of($"{site.RuleId} {site.Title}");

    /// <summary><c>/src/Orders.cs:42</c>; null when no symbols tell.</summary>
    public static string? Place(DiffSite site) => FrameText.Place(site.UserFrame?.File, site.UserFrame?.Line);

    /// <summary><c>2 (6 a minute, p50 200 ms, 0.4 s in all)</c>; <c>none</c>.</summary>
    public static string Amount(DiffAmount amount) => amount.Count == 0
        ? "none"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{(amount.Sampled ? "about " : "")}{Measures.Number(amount.Count)} ({Measures.Rate(amount.PerMinute)} a minute, {Measures.Duration(amount.TotalMs)} in all, p50 {Measures.Milliseconds(amount.P50Ms)}, max {Measures.Milliseconds(amount.MaxMs)})");

    /// <summary><c>Shop, 2026-11-22T12:54:00Z: 10.0 s of watching, 20,480 work items, 46 stalls, of which 2 are unexplained</c>.</summary>
    public static string Side(DiffSide side)
    {
        string targets = side.Targets.Count > 0 ? string.Join(", ", side.Targets) : "no target";
        string started = side.StartedAt is { } at ? at.ToString("', 'yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";
        string unexplained = side.UnexplainedCount > 0 ? $", of which {Measures.Number(side.UnexplainedCount)} {(side.UnexplainedCount == 1 ? "is" : "are")} unexplained" : "";
        return SafeText.Of($"{targets}{started}: {Measures.Duration(side.WatchedMs)} of watching, {Measures.Count(side.WorkItems, "work item")}, {Measures.Count(side.StallCount, "stall")}{unexplained}");
    }

    /// <summary>What could not be seen in either, and what makes them less alike than they should be.</summary>
    public static IReadOnlyList<string> Caveats(ReportDiff diff) =>
        [.. Doubts("before", diff.Base), .. Doubts("now", diff.New), .. diff.Notes.Select(SafeText.Of)];

    /// <summary>How it was judged, in a sentence.</summary>
    public static string Method(ReportDiff diff)
    {
        DiffMethod method = diff.Method;
        string by = method.NormalisedBy.Count > 1 ? "of watching time and of work items, by each of which a change must hold" : "of watching time";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Counts per unit {by}, by the exact conditional test of two Poisson rates; lengths by their medians; Holm's correction over {Measures.Count(method.Tests, "test")} with {method.Alpha:0.##} for one false alarm in all; a change of less than {method.MinimumRatio:0.##} times ({method.MinimumRatioSampled:0.##} where sampled) is none.");
    }

    private static IEnumerable<string> Doubts(string when, DiffSide side) =>
        side.Doubts.Count > 0 ? [SafeText.Of($"Not everything could be seen {when}: {Measures.List(side.Doubts)}.")] : [];
}
