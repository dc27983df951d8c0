using BlockWatch.Detection.Events;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Throttling;

namespace BlockWatch.EventPipe.Tests.Throttling;

public sealed class ThrottleWatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("throttling").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("usage_usec 9\nnr_periods 10\nnr_throttled 3\nthrottled_usec 250\n", "10 3 250000")]
    [InlineData("nr_periods 10\nnr_throttled 3\nthrottled_time 250\nnr_bursts 0\n", "10 3 250")]
    [InlineData("usage_usec 9\nuser_usec 5\n", null)]
    [InlineData("nr_periods x\nnr_throttled 3\n", null)]
    [InlineData("", null)]
    public void Both_versions_of_the_file_are_understood(string text, string? expected) =>
        Assert.Equal(expected, CpuStat.Parse(text) is { } stat ? $"{stat.Periods} {stat.ThrottledPeriods} {stat.ThrottledNs}" : null);

    [Fact]
    public void What_happened_since_the_watch_began_is_added_up()
    {
        Write("app", 100, 40, 900_000);
        ThrottleWatch watch = Watch("app");
        Assert.Null(watch.Total);
        Write("app", 110, 40, 900_000);
        Assert.Null(watch.Look(100));
        Assert.Null(watch.Total);

        Write("app", 120, 43, 960_500);
        RuntimeEvent? told = watch.Look(200);
        Assert.Equal((100, 200, 3), (told!.Value.Since, told.Value.Time, told.Value.ThrottledPeriods));
        Assert.Equal(new CpuThrottling(20, 3, 60.5), watch.Total);
    }

    [Fact]
    public void Of_folders_within_one_another_the_one_that_was_stopped_most_is_told()
    {
        Write("pod", 10, 1, 1_000);
        Write("app", 0, 0, 0);
        ThrottleWatch watch = Watch("app", "pod");
        Write("pod", 15, 4, 31_000);
        Write("app", 9, 1, 2_000);

        Assert.Equal(3, watch.Look(100)!.Value.ThrottledPeriods);
        Assert.Equal(new CpuThrottling(5, 3, 30), watch.Total);
    }

    [Fact]
    public void A_container_that_is_gone_leaves_what_was_seen()
    {
        Write("app", 1, 0, 0);
        ThrottleWatch watch = Watch("app");
        Write("app", 5, 2, 7_000);
        watch.Look(100);
        Directory.Delete(Path.Combine(_folder, "app"), recursive: true);

        Assert.Null(watch.Look(200));
        Assert.Equal(new CpuThrottling(4, 2, 7), watch.Total);
    }

    [Fact]
    public void Without_a_limit_there_is_nothing_to_tell()
    {
        ThrottleWatch watch = Watch("none");
        Assert.Null(watch.Look(100));
        Assert.Null(watch.Total);
        Assert.False(watch.HasShare);
        Assert.Null(ThrottleWatch.Of(int.MaxValue).Look(100));
    }

    private ThrottleWatch Watch(params string[] folders) => new([.. folders.Select(folder => Path.Combine(_folder, folder))]);

    private void Write(string folder, long periods, long throttled, long microseconds)
    {
        Directory.CreateDirectory(Path.Combine(_folder, folder));
        File.WriteAllText(Path.Combine(_folder, folder, "cpu.stat"), $"nr_periods {periods}\nnr_throttled {throttled}\nthrottled_usec {microseconds}\n");
    }
}
