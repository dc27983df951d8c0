using BlockWatch.Tool.Watching;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.Tool.Tests.Watching;

public sealed class HeapUpkeepTests
{
    private readonly FakeTimeProvider _time = new();
    private int _collections;
    private int _ours;

    [Fact]
    public void The_heap_is_collected_once_a_minute()
    {
        using HeapUpkeep upkeep = Start();

        _time.Advance(HeapUpkeep.Interval - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, _ours);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _ours);
        _time.Advance(HeapUpkeep.Interval);
        Assert.Equal(2, _ours);
    }

    [Fact]
    public void A_minute_in_which_the_runtime_collected_it_is_left_alone()
    {
        using HeapUpkeep upkeep = Start();

        _collections++;
        _time.Advance(HeapUpkeep.Interval);
        Assert.Equal(0, _ours);
        _time.Advance(HeapUpkeep.Interval);
        Assert.Equal(1, _ours);
    }

    [Fact]
    public void Nothing_is_collected_when_the_watch_is_over()
    {
        Start().Dispose();

        _time.Advance(10 * HeapUpkeep.Interval);

        Assert.Equal(0, _ours);
    }

    private HeapUpkeep Start() => new(_time, () => _collections, () =>
    {
        _collections++;
        _ours++;
    });
}
