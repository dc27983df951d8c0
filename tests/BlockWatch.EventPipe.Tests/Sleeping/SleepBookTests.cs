using System.Globalization;
using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Sleeping;

namespace BlockWatch.EventPipe.Tests.Sleeping;

public sealed class SleepBookTests
{
    private const long Ms = 1_000_000;

    private readonly SleepBook _book = new();

    [Fact]
    public void A_thread_that_has_run_as_long_as_before_slept_in_between()
    {
        Assert.Equal("", Look(0, (1, 500)));
        Assert.Equal("", Look(20, (1, 500)));
        Assert.Equal("1 slept 0-40", Look(40, (1, 500)));
        Assert.Equal("1 slept 0-60", Look(60, (1, 500)));
        Assert.Equal("1 woke after 60", Look(80, (1, 501)));
        Assert.Equal("", Look(100, (1, 501)));
        Assert.Equal("1 slept 80-120", Look(120, (1, 501)));
    }

    [Fact]
    public void A_sleep_that_is_old_is_told_of_at_every_third_look_and_its_end_as_exactly_as_ever()
    {
        List<string> told = [];
        for (int ms = 0; ms <= 400; ms += 20)
        {
            told.Add(Look(ms, (1, 500)));
        }

        Assert.Equal(["1 slept 0-180", "", "", "1 slept 0-240", "", "", "1 slept 0-300", "", "", "1 slept 0-360", "", ""], told[9..]);
        Assert.Equal("1 woke after 400", Look(420, (1, 501)));
    }

    [Fact]
    public void A_look_takes_time_and_a_sleep_begins_when_it_is_done()
    {
        _book.Look(0, 3 * Ms, [(1, Ran(500))], static _ => 0);

        Assert.Equal("1 slept 3-50", Text(_book.Look(50 * Ms, 52 * Ms, [(1, Ran(500))], static _ => 0)));
    }

    [Fact]
    public void A_short_sleep_is_not_told_of()
    {
        Look(0, (1, 500));
        Look(20, (1, 500));

        Assert.Equal("", Look(40, (1, 501)));
    }

    [Fact]
    public void A_thread_that_waits_for_a_processor_does_not_sleep()
    {
        Look(0, (1, 500));
        Assert.Equal("", Text(_book.Look(50 * Ms, 50 * Ms, [(1, Ran(500))], static _ => null)));

        Assert.Equal("", Look(70, (1, 500)));
        Assert.Equal("1 slept 50-90", Look(90, (1, 500)));
    }

    [Fact]
    public void Whether_it_waits_for_a_processor_is_asked_once_a_sleep()
    {
        int asked = 0;
        foreach (int ms in (int[])[0, 20, 40, 60, 80, 100])
        {
            _book.Look(ms * Ms, ms * Ms, [(1, Ran(500))], _ => ++asked);
        }

        Assert.Equal(1, asked);
    }

    [Fact]
    public void Where_the_stack_ends_is_told_with_each_look_of_the_same_sleep_and_asked_again_in_the_next()
    {
        long pointer = 0x7000;
        List<long> told = [];
        foreach ((int ms, int ran) in ((int, int)[])[(0, 500), (40, 500), (60, 500), (80, 501), (120, 501)])
        {
            told.AddRange(_book.Look(ms * Ms, ms * Ms, [(1, Ran(ran))], _ => pointer++).Where(static e => e.Kind == RuntimeEventKind.ThreadSlept).Select(static e => e.StackPointer));
        }

        Assert.Equal([0x7000, 0x7000, 0x7001], told);
    }

    [Fact]
    public void A_thread_that_is_gone_sleeps_no_more()
    {
        Look(0, (1, 500), (2, 700));
        Assert.Equal("1 slept 0-40, 2 slept 0-40", Look(40, (1, 500), (2, 700)));

        Assert.Equal("2 slept 0-60, 1 woke after 40", Look(60, (2, 700)));
    }

    [Fact]
    public void When_nobody_looks_any_more_no_sleep_goes_on()
    {
        Look(0, (1, 500));
        Look(40, (1, 500));

        Assert.Equal("1 woke after 40", Text(_book.End(900 * Ms)));
        Assert.Equal("", Look(1000, (1, 500)));
        Assert.Equal("1 slept 1000-1040", Look(1040, (1, 500)));
    }

    private string Look(long ms, params (long Id, long Ran)[] threads) => Text(_book.Look(ms * Ms, ms * Ms, [.. threads.Select(static t => (t.Id, Ran(t.Ran)))], static _ => 0));

    private static SchedulerAccount Ran(long ns) => new(ns, 0);

    private static string Text(IReadOnlyList<RuntimeEvent> events) => string.Join(", ", events.Select(static e => e.Kind == RuntimeEventKind.ThreadSlept
        ? string.Create(CultureInfo.InvariantCulture, $"{e.ThreadId} slept {e.Since / Ms}-{e.Time / Ms}")
        : string.Create(CultureInfo.InvariantCulture, $"{e.ThreadId} woke after {e.Since / Ms}")));
}
