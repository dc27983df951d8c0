using System.Globalization;
using BlockWatch.Accuracy.Scenarios;

namespace BlockWatch.Accuracy.Output;

/// <summary>The columns of the table, for a console and for Markdown.</summary>
internal static class Cells
{
    private const string Nothing = "-";

    public static IReadOnlyList<string> Headings { get; } =
    [
        "scenario", ".NET", "watch", "truth", "truth ms", "found", "found ms", "stalls", "sites", "precision", "outside", "rule", "method", "line",
        "dur p50", "dur p95", "first ms", "BW0009", "BW0007", "BW0010", "target",
    ];

    public static IReadOnlyList<string> Of(RowResult row) =>
    [
        row.Key.Scenario + (row.Key.IsTwin ? " (twin)" : ""),
        Number(row.Key.Runtime),
        row.Key.Mode.ToString().ToLowerInvariant() + (row.Detail == DescribedScenario.WithoutDetail ? "" : $", detail {row.Detail}"),
        .. row.Figures is { } figures ? Of(figures, row.FirstFindingMs) : [.. Enumerable.Repeat(Nothing, Headings.Count - 4)],
        Target(row),
    ];

    public static IReadOnlyList<string> Of(Totals totals) => ["all faulty", Number(totals.Runtime), "", .. Of(totals.Figures, null), ""];

    /// <summary><c>23/24</c>.</summary>
    public static string Fraction(Share share) => $"{Number(share.Count)}/{Number(share.Of)}";

    private static string[] Of(Figures figures, double? firstMs) =>
    [
        Number(figures.Stalls.Of),
        Number(figures.TruthMs),
        Number(figures.Stalls.Count),
        Number(figures.FoundMs),
        Percent(figures.Stalls.Value),
        Fraction(figures.Sites),
        Fraction(figures.Precise),
        Number(figures.OutsideFindings),
        Percent(figures.Rule.Value),
        Percent(figures.Method.Value),
        Percent(figures.Line.Value),
        Percent(figures.DurationErrorP50),
        Percent(figures.DurationErrorP95),
        firstMs is { } first ? Number(first) : Nothing,
        Number(figures.UnexplainedStalls),
        Number(figures.StarvationEpisodes),
        Number(figures.RuntimePauses),
    ];

    private static string Target(RowResult row) => row.Failure is not null ? "failed"
        : row.IsTargetHarmed() ? $"{(row.TargetLived == false ? "died, " : "")}exit {Number(row.TargetExitCode ?? 0)}"
        : "ok";

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Percent(double? share) => share is { } value ? (value * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %" : Nothing;
}
