using System.Globalization;
using System.Text;
using BlockWatch.Faults.Cases;

namespace BlockWatch.Faults.Results;

/// <summary>The table of a page, between two marks.</summary>
internal static class FaultTable
{
    /// <summary>The line before it.</summary>
    public const string Begin = "<!-- faults: begin, written by tests/BlockWatch.Faults -->";

    /// <summary>The line after it.</summary>
    public const string End = "<!-- faults: end -->";

    private static readonly string[] Headings =
        ["case", ".NET", "times", "requests", "failed", "p50 ms", "p99 ms", "longest ms", "target's exit ms", "usual", "blockwatch's exit code", "reports (complete)", "it says", "verdict"];

    /// <summary>The page with a new table.</summary>
    /// <exception cref="InvalidOperationException">The page does not have both marks, in order.</exception>
    public static string Replace(string page, FaultMeasurement measurement)
    {
        int from = page.IndexOf(Begin, StringComparison.Ordinal);
        int to = page.IndexOf(End, StringComparison.Ordinal);
        return from >= 0 && to > from
            ? string.Concat(page.AsSpan(0, from + Begin.Length), "\n", Format(measurement), page.AsSpan(to))
            : throw new InvalidOperationException($"The page has no lines '{Begin}' and '{End}' to write between.");
    }

    public static string Format(FaultMeasurement measurement)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"\nMeasured on {measurement.MeasuredAt:yyyy-MM-dd}, {measurement.Machine}, with\n\n");
        text.Append("```\n").Append(measurement.Command).Append("\n```\n\n");
        AppendRow(text, "case", "what is done", "what must come of it");
        AppendRow(text, "---", "---", "---");
        foreach (IFaultCase known in FaultCases.All)
        {
            AppendRow(text, known.Name, known.Fault, known.Expected);
        }

        text.Append('\n');
        AppendRow(text, Headings);
        AppendRow(text, [.. Headings.Select((_, column) => column is 0 or > 9 ? "---" : "---:")]);
        foreach (FaultRow row in measurement.Rows)
        {
            AppendRow(text, Cells(row));
        }

        FaultRow[] tried = [.. measurement.Rows.Where(row => row.Skipped is null)];
        FaultRow[] missed = [.. tried.Where(row => !row.IsMet)];
        text.Append(CultureInfo.InvariantCulture, $"\n{tried.Length - missed.Length} of {tried.Length} rows are as they must be; {tried.Sum(row => row.Times)} faults, {tried.Sum(row => row.Requests.Answered)} requests answered.\n");
        foreach (string failure in missed.SelectMany(row => row.Failures.Distinct().Select(failure => $"{row.Case} on .NET {row.Runtime.ToString(CultureInfo.InvariantCulture)}: {failure}")))
        {
            text.Append("- ").Append(Harmless(failure)).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    private static string[] Cells(FaultRow row) => row.Skipped is { } why
        ? [row.Case, Number(row.Runtime), .. Enumerable.Repeat("-", Headings.Length - 3), $"not tried: {why}"]
        :
        [
            row.Case,
            Number(row.Runtime),
            Number(row.Times),
            Number(row.Requests.Answered),
            Number(row.Requests.Failed),
            Number(row.Requests.MedianMs),
            Number(row.Requests.P99Ms),
            Number(row.Requests.MostMs),
            row.ExitMs is { } exit ? Number(exit) : "-",
            Number(row.UsualExitMs),
            string.Join(", ", row.ExitCodes.Select(code => Number(code))),
            FormattableString.Invariant($"{row.Reports} ({row.CompleteReports})"),
            string.Join("; ", row.Said),
            row.IsMet ? "ok" : "FAILED",
        ];

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static void AppendRow(StringBuilder text, params IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(Harmless)).Append(" |\n");

    private static string Harmless(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
