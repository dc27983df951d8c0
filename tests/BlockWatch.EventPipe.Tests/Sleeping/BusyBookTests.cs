using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Sleeping;

namespace BlockWatch.EventPipe.Tests.Sleeping;

public sealed class BusyBookTests
{
    private const long Ms = 1_000_000;

    private readonly BusyBook _book = new();

    [Fact]
    public void A_thread_that_runs_all_the_time_is_told_of_and_again_when_it_is_four_times_as_old()
    {
        Assert.Equal([40, 160, 640], Told(1000, static ms => new SchedulerAccount(ms * Ms, 0)));
    }

    [Fact]
    public void A_thread_that_waits_for_a_processor_wants_one_too()
    {
        Assert.Equal([40, 160, 640], Told(1000, static ms => new SchedulerAccount(ms * Ms / 4, ms * Ms * 3 / 4)));
    }

    [Fact]
    public void An_account_that_is_written_up_at_the_ticks_only_is_enough()
    {
        Assert.Equal([40, 160, 640], Told(1000, static ms => new SchedulerAccount(ms / 8 * 8 * Ms, 0)));
    }

    [Theory]
    [InlineData(70)]
    [InlineData(20)]
    [InlineData(0)]
    public void A_thread_that_sleeps_in_between_is_not(int percent)
    {
        Assert.Empty(Told(1000, ms => new SchedulerAccount(ms * Ms * percent / 100, 0)));
    }

    [Fact]
    public void After_a_sleep_it_begins_anew()
    {
        Assert.Equal([40, 160, 440, 560], Told(600, static ms => new SchedulerAccount((ms < 200 ? ms : Math.Max(200, ms - 200)) * Ms, 0)));
    }

    [Fact]
    public void One_of_many_is_enough_and_each_has_a_stretch_of_its_own()
    {
        List<long> told = [];
        for (long ms = 0; ms <= 200; ms += 20)
        {
            var computes = new SchedulerAccount(ms * Ms, 0);
            if (_book.Look(ms * Ms, ms < 60 ? [(1, computes), (2, default)] : [(1, computes), (2, default), (3, computes)]))
            {
                told.Add(ms);
            }
        }

        Assert.Equal([40, 100, 160], told);
    }

    [Fact]
    public void When_nobody_looked_for_a_while_nothing_is_known()
    {
        _book.Look(0, [(1, default)]);
        _book.Clear();

        Assert.False(_book.Look(60 * Ms, [(1, new SchedulerAccount(60 * Ms, 0))]));
        Assert.True(_book.Look(100 * Ms, [(1, new SchedulerAccount(100 * Ms, 0))]));
    }

    private List<long> Told(long until, Func<long, SchedulerAccount> account)
    {
        List<long> told = [];
        for (long ms = 0; ms <= until; ms += 20)
        {
            if (_book.Look(ms * Ms, [(1, account(ms))]))
            {
                told.Add(ms);
            }
        }

        return told;
    }
}
