using System.Globalization;
using System.Text;
using BlockWatch.Fuzz.Results;

namespace BlockWatch.Fuzz.Output;

/// <summary>One line for each target: how many inputs, what came of them, what is the worst.</summary>
internal static class FuzzTable
{
    public static readonly IReadOnlyList<string> Headings =
        ["target", "inputs", "seeds", "unique outcomes", "crashes", "hangs over 10 s", "other faults", "slowest, ms", "peak memory, MB", "inputs a second"];

    /// <summary>As it is printed.</summary>
    public static string Format(IReadOnlyList<FuzzTally> tallies)
    {
        IReadOnlyList<string>[] lines = [Headings, .. Rows(tallies)];
        int[] widths = [.. Headings.Select((_, column) => lines.Max(line => line[column].Length))];
        StringBuilder text = new();
        foreach (IReadOnlyList<string> line in lines)
        {
            text.AppendJoin("  ", line.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The cells, with a sum at the end when there are several targets.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(IReadOnlyList<FuzzTally> tallies)
    {
        List<IGrouping<string, FuzzTally>> targets = [.. tallies.GroupBy(static tally => tally.IsGuided ? tally.Target + ", guided" : tally.Target)];
        foreach (IGrouping<string, FuzzTally> target in targets)
        {
            yield return Cells(target.Key, [.. target]);
        }

        if (targets.Count > 1)
        {
            yield return Cells("all", tallies);
        }
    }

    private static string[] Cells(string name, IReadOnlyList<FuzzTally> tallies) =>
    [
        name,
        Number(tallies.Sum(static tally => tally.Count)),
        Number(tallies.Select(static tally => tally.Seed).Distinct().Count()),
        Number(tallies.SelectMany(static tally => tally.Outcomes.Keys.Select(outcome => (tally.Target, outcome))).Distinct().Count()),
        Number(tallies.Sum(static tally => tally.Crashes)),
        Number(tallies.Sum(static tally => tally.Hangs)),
        Number(tallies.Sum(static tally => tally.Faults)),
        Number((long)Math.Ceiling(tallies.Max(static tally => tally.SlowestMs))),
        Number(tallies.Max(static tally => tally.PeakBytes) >> 20),
        Number((long)(tallies.Sum(static tally => tally.Count) / Math.Max(0.1, tallies.Sum(static tally => tally.Seconds)))),
    ];

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
