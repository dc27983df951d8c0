using System.Diagnostics;
using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Bursts;

namespace BlockWatch.EventPipe.Tests.Bursts;

public sealed class RunQueueTests
{
    private const long Ms = 1_000_000;

    private readonly RunQueue _queue = new();

    [Fact]
    public void What_a_thread_waited_between_two_looks_is_told_with_both_times()
    {
        Assert.Equal("", Look(10, (1, 100)));
        Assert.Equal("T1 10-25: 9", Look(25, (1, 109)));
        Assert.Equal("T1 25-60: 30", Look(60, (1, 139)));
    }

    [Fact]
    public void Less_than_a_millisecond_is_every_threads_lot() => Assert.Equal(["", ""], [Look(10, (1, 100)), Look(25, (1, 100.9))]);

    [Fact]
    public void A_thread_that_ran_and_never_waited_is_told_too()
    {
        _queue.Look(0, [(1, new SchedulerAccount(5 * Ms, 7 * Ms))]);
        RuntimeEvent told = Assert.Single(_queue.Look(20 * Ms, [(1, new SchedulerAccount(17 * Ms, 7 * Ms))]));

        Assert.Equal((0, 12 * Ms), (told.QueuedNs, told.RanNs));
    }

    [Fact]
    public void A_thread_that_was_gone_meanwhile_is_another_one()
    {
        Look(10, (1, 100), (2, 100));
        Look(20, (2, 100));
        Assert.Equal("T2 20-30: 5", Look(30, (1, 500), (2, 105)));
        Assert.Equal("", Look(40, (1, 3), (2, 105)));
    }

    [LinuxFact]
    public void Threads_that_are_more_than_the_processors_are_seen_waiting()
    {
        bool stop = false;
        Thread[] busy = [.. Enumerable.Range(0, (Environment.ProcessorCount * 2) + 1).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
            }
        }) { IsBackground = true })];
        Array.ForEach(busy, thread => thread.Start());
        long since = Stopwatch.GetTimestamp();
        ThreadLoad load = ThreadLoad.Begin(Environment.ProcessId);
        bool told = load.AtBegin.Any();
        _queue.Look(0, load.AtBegin);
        bool seen = SpinWait.SpinUntil(
            () =>
            {
                Thread.Yield();
                return _queue.Look((long)Stopwatch.GetElapsedTime(since).TotalMicroseconds * 1000, load.Now()).Any(e => e.QueuedNs >= Ms);
            },
            Eventually.Limit);
        Volatile.Write(ref stop, true);
        Array.ForEach(busy, thread => thread.Join());
        Assert.Equal(told, seen); // in a sandbox without schedstat nothing is told
    }

    private string Look(long timeMs, params (long Thread, double QueuedMs)[] threads) => string.Join(", ", _queue
        .Look(timeMs * Ms, threads.Select(t => (t.Thread, new SchedulerAccount(0, (long)(t.QueuedMs * Ms)))))
        .Select(e => $"T{e.ThreadId} {e.Since / Ms}-{e.Time / Ms}: {e.QueuedNs / Ms}"));
}
