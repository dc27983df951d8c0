using BlockWatch.Tool.Memory;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.Tool.Tests.Memory;

public sealed class MemoryUpkeepTests
{
    private readonly FakeTimeProvider _time = new();
    private int _collections;
    private int _ours;
    private int _trims;

    [Fact]
    public void The_heap_is_collected_once_a_minute()
    {
        using MemoryUpkeep upkeep = Start();

        _time.Advance(MemoryUpkeep.Interval - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, _ours);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((1, 1), (_ours, _trims));
        _time.Advance(MemoryUpkeep.Interval);
        Assert.Equal((2, 2), (_ours, _trims));
    }

    [Fact]
    public void A_minute_in_which_the_runtime_collected_it_is_left_alone()
    {
        using MemoryUpkeep upkeep = Start();

        _collections++;
        _time.Advance(MemoryUpkeep.Interval);
        Assert.Equal((0, 1), (_ours, _trims));
        _time.Advance(MemoryUpkeep.Interval);
        Assert.Equal((1, 2), (_ours, _trims));
    }

    [Fact]
    public void Nothing_is_collected_when_the_watch_is_over()
    {
        Start().Dispose();

        _time.Advance(10 * MemoryUpkeep.Interval);

        Assert.Equal((0, 0), (_ours, _trims));
    }

    private MemoryUpkeep Start() => new(
        _time,
        () => _collections,
        () =>
        {
            _collections++;
            _ours++;
        },
        () => _trims++);
}
