using BlockWatch.Faults.Load;
using BlockWatch.Faults.Results;

namespace BlockWatch.Faults.Tests;

/// <summary>The table of docs/faults.md.</summary>
public class FaultTableTests
{
    private static readonly FaultRow Row = new()
    {
        Case = "killed-any-time",
        Runtime = 9,
        Times = 100,
        Requests = LoadFigures.Of([1.04, 2.5, 30], failed: 0),
        ExitMs = 120,
        UsualExitMs = 110,
        ExitCodes = [137],
        Said = ["blockwatch: process N | <gone>"],
        Reports = 3,
        CompleteReports = 2,
        Failures = [],
    };

    [Fact]
    public void A_row_is_one_line_and_nothing_that_was_said_breaks_it()
    {
        string text = FaultTable.Format(Of(Row));
        Assert.Contains(
            "\n| killed-any-time | 9 | 100 | 3 | 0 | 2.5 | 30 | 30 | 120 | 110 | 137 | 3 (2) | blockwatch: process N \\| &lt;gone> | ok |\n", text, StringComparison.Ordinal);
        Assert.Contains("\n1 of 1 rows are as they must be; 100 faults, 3 requests answered.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_said_below_and_what_was_not_tried_is_no_success()
    {
        string text = FaultTable.Format(Of(Row with { Failures = ["2 requests failed", "2 requests failed"] }, Row with { Runtime = 10, Skipped = "no root" }));
        Assert.Contains("| FAILED |\n", text, StringComparison.Ordinal);
        Assert.Contains("| not tried: no root |\n", text, StringComparison.Ordinal);
        Assert.Contains("\n0 of 1 rows are as they must be; 100 faults, 3 requests answered.\n- killed-any-time on .NET 9: 2 requests failed\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_between_the_marks_is_written_anew()
    {
        string page = $"before\n{FaultTable.Begin}\nrows of yesterday\n{FaultTable.End}\nafter\n";
        string replaced = FaultTable.Replace(page, Of(Row));
        Assert.StartsWith($"before\n{FaultTable.Begin}\n", replaced, StringComparison.Ordinal);
        Assert.EndsWith($"{FaultTable.End}\nafter\n", replaced, StringComparison.Ordinal);
        Assert.DoesNotContain("rows of yesterday", replaced, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => FaultTable.Replace("no marks", Of(Row)));
    }

    [Fact]
    public void The_file_gives_back_what_was_written_also_of_a_target_that_came_to_no_exit()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("faults.json");
        Of(Row with { ExitMs = null }, Row with { Skipped = "no root" }).Write(path);

        IReadOnlyList<FaultRow> rows = FaultMeasurement.Read(path).Rows;

        Assert.Equal([null, 120.0], rows.Select(row => row.ExitMs));
        Assert.Equal([null, "no root"], rows.Select(row => row.Skipped));
    }

    private static FaultMeasurement Of(params IReadOnlyList<FaultRow> rows) => new()
    {
        MeasuredAt = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero),
        Machine = "a machine",
        Command = "a command",
        Rows = rows,
    };
}
