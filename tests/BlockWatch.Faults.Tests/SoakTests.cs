using BlockWatch.Accuracy.Results;
using BlockWatch.Faults.Load;
using BlockWatch.Faults.Soak;

namespace BlockWatch.Faults.Tests;

/// <summary>What minutes of a soak add up to.</summary>
public class SoakTests
{
    private static readonly DateTimeOffset First = new(2026, 1, 2, 3, 4, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Second = First.AddHours(3);

    [Fact]
    public void The_slope_is_that_of_the_minutes_after_the_warm_up()
    {
        // Grows by a megabyte a minute at first, then by 3 an hour.
        IEnumerable<SoakRow> rows = Enumerable.Range(1, 70).Select(minute => Row(minute) with { RssMb = minute <= 10 ? minute : 10 + (3 * minute / 60.0) });
        Assert.Equal(3, RssSlope.MbPerHour(rows)!.Value, precision: 6);
    }

    [Fact]
    public void Parts_at_different_levels_make_no_slope_between_them()
    {
        IEnumerable<SoakRow> low = Enumerable.Range(1, 30).Select(minute => Row(minute) with { RssMb = 80 });
        IEnumerable<SoakRow> high = Enumerable.Range(1, 30).Select(minute => Row(minute) with { Part = Second, RssMb = 95 });
        Assert.Equal(0, RssSlope.MbPerHour(low.Concat(high))!.Value, precision: 6);
    }

    [Fact]
    public void Too_few_minutes_have_no_slope() => Assert.Null(RssSlope.MbPerHour([Row(11), Row(12)]));

    [Fact]
    public void Parts_in_one_file_are_read_back_as_they_were_written()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("soak.jsonl");
        SoakFile file = new(path);
        SoakRow row = Row(1) with { Stalls = new Share(229, 230), Killed = true };
        SoakEnd end = End();
        file.Append(row);
        file.Append(end);
        file.Append(Row(1) with { Part = Second });

        Assert.Equal([row, Row(1) with { Part = Second }], file.Rows());
        Assert.Equal(end.TargetThreads, file.Ends().Single().TargetThreads);
        Assert.Equal(end, file.Ends().Single() with { TargetThreads = end.TargetThreads });
        Assert.StartsWith("{\"kind\":\"minute\",", File.ReadLines(path).First(), StringComparison.Ordinal);
        Assert.True(SoakVerdict.Of(path, Second).IsMet);
    }

    [Fact]
    public void All_is_well_when_nothing_grew_nothing_was_missed_and_nothing_is_left() => Assert.True(SoakVerdict.Of(Hour(), [End()]).IsMet);

    [Theory]
    [InlineData("recall")]
    [InlineData("growth")]
    [InlineData("request")]
    [InlineData("session")]
    [InlineData("exit")]
    public void Each_thing_that_must_not_be_is_a_miss(string what)
    {
        SoakRow[] rows = Hour();
        SoakEnd end = End();
        switch (what)
        {
            case "recall":
                rows[5] = rows[5] with { Stalls = new Share(97, 100) };
                break;
            case "growth":
                rows = [.. rows.Select(row => row with { RssMb = 80 + (1.1 * row.Hours) })];
                break;
            case "request":
                rows[5] = rows[5] with { Requests = LoadFigures.Of([1], failed: 1) };
                break;
            case "session":
                end = end with { SessionsLeft = 1 };
                break;
            default:
                end = end with { ExitCode = 70 };
                break;
        }

        SoakVerdict verdict = SoakVerdict.Of(rows, [end]);
        Assert.False(verdict.IsMet);
        Assert.Single(verdict.Text.Split('\n'), line => line.StartsWith("MISSED ", StringComparison.Ordinal));
    }

    private static SoakRow[] Hour() => [.. Enumerable.Range(1, 60).Select(Row)];

    private static SoakRow Row(int minute) => new()
    {
        Part = First,
        Minute = minute,
        At = First.AddMinutes(minute),
        Rate = 2000,
        Stalls = new Share(100, 100),
        Rule = new Share(100, 100),
        Method = new Share(100, 100),
        FalseStalls = 0,
        Requests = LoadFigures.Of([1, 2], failed: 0),
        RssMb = 80,
        Handles = 200,
        Threads = 30,
        CpuMsPerSecond = 40,
        TargetRssMb = 120,
        TargetCpuMsPerSecond = 300,
        Sessions = 3,
        LastingSessions = 2,
        LoadAverage = "1.00",
        Killed = false,
    };

    private static SoakEnd End() => new()
    {
        Part = First,
        ExitCode = 0,
        Complete = true,
        EventsReceived = 1000,
        EventsLost = 0,
        SessionsLeft = 0,
        TargetThreads = [20, 21],
        TargetExitCode = 0,
        TargetExitMs = 100,
    };
}
