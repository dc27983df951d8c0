using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Tests.Screen;

public class SecondRingTests
{
    private readonly SecondRing _ring = new();

    [Fact]
    public void Sums_of_a_second_are_added_up_and_silent_seconds_are_nothing()
    {
        _ring.Add(100, 1);
        _ring.Add(100, 2);
        _ring.Add(103, 4);

        Assert.Equal([3, 0, 0, 4], _ring.Values());
    }

    [Fact]
    public void Peaks_are_kept()
    {
        _ring.Raise(5, 2);
        _ring.Raise(5, 9);
        _ring.Raise(5, 1);
        _ring.Raise(6, 0);

        Assert.Equal([9, 0], _ring.Values());
    }

    [Fact]
    public void A_level_goes_on_until_it_changes()
    {
        _ring.Set(5, 2);
        _ring.Set(8, 9);

        Assert.Equal([2, 2, 2, 9], _ring.Values());
    }

    [Fact]
    public void It_is_bounded_and_a_long_silence_empties_it()
    {
        for (int i = 0; i < 1_000; i++)
        {
            _ring.Add(i, i);
        }

        Assert.Equal(Enumerable.Range(1_000 - SecondRing.Length, SecondRing.Length).Select(i => (double)i), _ring.Values());
        _ring.Add(100_000, 7);
        Assert.Equal(SecondRing.Length, _ring.Values().Length);
        Assert.Equal(7, _ring.Values().Sum());
    }

    [Fact]
    public void A_clock_that_goes_back_counts_to_the_newest_second()
    {
        _ring.Add(10, 1);
        _ring.Add(8, 2);

        Assert.Equal([3], _ring.Values());
    }
}
