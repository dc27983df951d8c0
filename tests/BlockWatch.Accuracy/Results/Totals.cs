namespace BlockWatch.Accuracy.Results;

/// <summary>All faulty rows of one runtime, added up.</summary>
/// <param name="Runtime">Major version of .NET.</param>
/// <param name="Figures">The sums.</param>
internal sealed record Totals(int Runtime, Figures Figures)
{
    public static IReadOnlyList<Totals> Of(IReadOnlyList<RowResult> rows) =>
    [
        .. rows.Where(row => row.IsFaulty())
            .GroupBy(row => row.Key.Runtime)
            .OrderBy(runtime => runtime.Key)
            .Select(runtime => new Totals(runtime.Key, Figures.Sum([.. runtime.Select(row => row.Figures!)]))),
    ];
}
