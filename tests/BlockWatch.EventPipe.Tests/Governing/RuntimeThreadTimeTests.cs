using BlockWatch.EventPipe.Governing;

namespace BlockWatch.EventPipe.Tests.Governing;

public class RuntimeThreadTimeTests
{
    private const long Ms = 1_000_000;

    private readonly RuntimeThreadTime _time = new();

    [Fact]
    public void Before_anything_was_seen_nothing_is_known()
    {
        _time.Look(1, []);
        _time.Look(3, []);

        Assert.Equal((0, 0), (_time.Ms, _time.Seconds));
    }

    [Fact]
    public void What_they_ran_before_the_first_look_is_not_counted()
    {
        _time.Look(1, [(7, 500 * Ms), (8, 3 * Ms)]);
        _time.Look(3, [(8, 5 * Ms), (7, 501 * Ms)]);

        Assert.Equal((3, 2), (_time.Ms, _time.Seconds));
    }

    [Fact]
    public void One_that_is_born_later_counts_from_its_birth_and_one_that_ended_until_it_was_seen_last()
    {
        _time.Look(0, [(7, 500 * Ms)]);
        _time.Look(2, [(7, 510 * Ms), (9, 4 * Ms)]);
        _time.Look(4, [(9, 6 * Ms)]);
        _time.Look(6, []);

        Assert.Equal((16, 6), (_time.Ms, _time.Seconds));
    }

    [Fact]
    public void One_that_a_look_misses_is_not_counted_twice()
    {
        _time.Look(0, [(7, 0)]);
        _time.Look(2, [(7, 500 * Ms)]);
        _time.Look(4, []);
        _time.Look(6, [(7, 510 * Ms)]);

        Assert.Equal(510, _time.Ms);
    }

    [Fact]
    public void A_number_that_was_given_to_another_thread_is_another_thread()
    {
        _time.Look(0, [(7, 500 * Ms)]);
        _time.Look(2, [(7, 2 * Ms)]);

        Assert.Equal(2, _time.Ms);
    }
}
