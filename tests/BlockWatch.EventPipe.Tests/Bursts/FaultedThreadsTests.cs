using BlockWatch.EventPipe.Bursts;

namespace BlockWatch.EventPipe.Tests.Bursts;

public sealed class FaultedThreadsTests
{
    private const long Ms = 1_000_000;

    private readonly FaultedThreads _faulted = new();

    [Fact]
    public void Faults_between_two_looks_are_told_with_the_time_off_the_processors()
    {
        Assert.Equal("", Look(10, (1, 100, 0, 5)));
        Assert.Equal("T1 10-30: 4 faults, 12 ms away", Look(30, (1, 105, 3, 9)));
        Assert.Equal("T1 30-60: 1 faults, 30 ms away", Look(60, (1, 105, 3, 10)));
    }

    [Fact]
    public void A_thread_without_faults_is_not_told()
    {
        Look(10, (1, 100, 0, 5));
        Assert.Equal("", Look(30, (1, 100, 0, 5)));
    }

    [Fact]
    public void A_thread_whose_count_is_not_known_is_not_told()
    {
        Look(10, (1, 100, 0, 5), (2, 0, 0, null));
        Assert.Equal("", Look(30, (1, 100, 0, null), (2, 0, 0, 9)));
        Assert.Equal("", Look(50, (1, 100, 0, 9), (2, 0, 0, 9)));
    }

    [Fact]
    public void A_scheduler_that_counts_more_than_the_clock_leaves_nothing()
    {
        Look(10, (1, 0, 0, 0));
        Assert.Equal("T1 10-20: 1 faults, 0 ms away", Look(20, (1, 11, 0, 1)));
    }

    private string Look(long timeMs, params (long Thread, long RanMs, long QueuedMs, long? Faults)[] threads)
    {
        var look = new ThreadLook(
            timeMs * Ms,
            [.. threads.Select(t => (t.Thread, new SchedulerAccount(t.RanMs * Ms, t.QueuedMs * Ms)))],
            threads.Where(t => t.Faults is not null).ToDictionary(t => t.Thread, t => t.Faults!.Value));
        return string.Join(", ", _faulted.Compare(look)
            .Select(e => $"T{e.ThreadId} {e.Since / Ms}-{e.Time / Ms}: {e.MajorFaults} faults, {e.AwayNs / Ms} ms away"));
    }
}
