namespace BlockWatch.Accuracy.Tests.Results;

public sealed class MeasurementTests
{
    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        Measurement measurement = Sample();

        Measurement read = Measurement.Parse(measurement.ToJson());

        Assert.Equal(measurement.ToJson(), read.ToJson());
        Assert.Equal(measurement.Rows[0].Key, read.Rows[0].Key);
        Assert.Equal(["shop (twin) .NET 8 run: Not over", ".NET 10: recall of stalls is 0.500, must be at least 0.98"], read.Misses);
    }

    internal static Measurement Sample() => new()
    {
        MeasuredAt = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        Machine = "2 processors",
        Command = "dotnet run",
        Rows =
        [
            Made.Row(
                [Made.Truth(1000, 200), Made.Truth(2000, 200)],
                [Made.Stall(995, 210, Made.Part("BW0004", 204))],
                Made.Report(Made.Finding("BW0004"))),
            Made.Row([], [], Made.Report(), ScenarioKind.Healthy),
            new RowResult { Key = new RowKey("shop", 8, WatchMode.Run, IsTwin: true), Kind = ScenarioKind.Faulty, Seconds = 10, Failure = "Not over\nmore" },
        ],
    };
}
