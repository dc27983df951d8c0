namespace BlockWatch.Accuracy.Output;

/// <summary>The table as it is printed.</summary>
internal static class ConsoleTable
{
    // Names of scenarios and of watches; all else is figures.
    private static readonly int[] LeftAligned = [0, 2];

    public static string Format(IReadOnlyList<RowResult> rows)
    {
        IReadOnlyList<string>[] lines = [Cells.Headings, .. rows.Select(Cells.Of), .. Totals.Of(rows).Select(Cells.Of)];
        int[] widths = [.. Cells.Headings.Select((_, column) => lines.Max(line => line[column].Length))];
        return string.Concat(lines.Select(line => Line(line, widths) + "\n"));
    }

    /// <summary>One row alone, while the measurement goes on.</summary>
    public static string Progress(RowResult row) => row.Failure is { } failure
        ? $"{row.Key}: failed: {failure.Split('\n')[0]}"
        : $"{row.Key}: {string.Join(", ", Cells.Headings.Zip(Cells.Of(row)).Skip(3).Where(cell => cell.Second != "-").Select(cell => $"{cell.First} {cell.Second}"))}{Chain(row)}";

    // A column of its own would be empty in nearly all rows.
    private static string Chain(RowResult row) => row.Figures is { Chain.Of: > 0 } figures
        ? $", chain {Cells.Fraction(figures.Chain)}"
        : "";

    private static string Line(IReadOnlyList<string> cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, column) => LeftAligned.Contains(column) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd();
}
