namespace BlockWatch.Accuracy.Results;

/// <summary>Which targets the rows miss.</summary>
internal static class Verdict
{
    /// <summary>A line for each miss; none when all is well.</summary>
    public static IReadOnlyList<string> Misses(IReadOnlyList<RowResult> rows) =>
    [
        .. rows.Where(row => row.Failure is not null).Select(row => $"{row.Key}: {FirstLine(row.Failure!)}"),
        .. rows.Where(row => row.IsTargetHarmed()).Select(row =>
            FormattableString.Invariant($"{row.Key}: the target ended with exit code {row.TargetExitCode}{(row.TargetLived == false ? " under watch" : "")}")),
        .. rows.Where(row => row.MustBeSilent() && row.Figures?.Precise.Of > 0).Select(row =>
            FormattableString.Invariant($"{row.Key}: {row.Figures!.Precise.Of} findings where there is no fault")),
        .. rows.Where(row => row.Figures?.FalseDeadlocks > 0).Select(row => FormattableString.Invariant($"{row.Key}: {row.Figures!.FalseDeadlocks} false deadlocks")),
        .. from totals in Totals.Of(rows)
           from target in Target.Of(totals.Runtime)
           let miss = target.Miss(totals.Figures)
           where miss is not null
           select FormattableString.Invariant($".NET {totals.Runtime}: {miss}"),
    ];

    private static string FirstLine(string text) => text.Split('\n')[0];
}
