using System.Globalization;
using BlockWatch.EventPipe.Governing;
using BlockWatch.EventPipe.Tests.Bursts;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.EventPipe.Tests.Governing;

/// <summary>In this process, which has a thread that is named as the runtime names its own.</summary>
public sealed class RuntimeThreadsTests
{
    private const long LongNs = 400_000_000;

    private readonly FakeTimeProvider _time = new();

    [LinuxFact]
    public void A_thread_of_a_session_is_counted_while_it_runs()
    {
        var threads = new RuntimeThreads(Environment.ProcessId, _time);
        using var isOver = new CancellationTokenSource();
        var busy = new Thread(() =>
        {
            while (!isOver.IsCancellationRequested)
            {
            }
        })
        { Name = ".NET EventPipe", IsBackground = true };
        busy.Start();
        try
        {
            Eventually.True(() => Next(threads) is { Ms: > 50, Seconds: > 0 }, "the thread's time");
        }
        finally
        {
            isOver.Cancel();
            busy.Join();
        }
    }

    // Other tests have sessions in this process, whose threads do little.
    [LinuxFact]
    public void A_session_that_was_there_before_is_another_tools() => Assert.InRange(MsOfOneThatWasThere(".NET EventPipe"), 0, LongNs / 2e6);

    // It is made with the first watch of a target, and stays.
    [LinuxFact]
    public void The_thread_that_counts_works_for_us_though_it_was_there_before() => Assert.True(MsOfOneThatWasThere(".NET Counter Poller") >= LongNs / 2e6);

    private double MsOfOneThatWasThere(string name)
    {
        using var isOver = new CancellationTokenSource();
        using var entered = new ManualResetEventSlim();
        long id = 0;
        var busy = new Thread(() =>
        {
            id = NativeThread.Id();
            entered.Set();
            while (!isOver.IsCancellationRequested)
            {
            }
        })
        { Name = name, IsBackground = true };
        busy.Start();
        entered.Wait();
        try
        {
            var threads = new RuntimeThreads(Environment.ProcessId, _time);
            Next(threads);
            long before = RanNs(id);
            Eventually.True(() => RanNs(id) - before > LongNs, "the thread's time");

            return Next(threads).Ms;
        }
        finally
        {
            isOver.Cancel();
            busy.Join();
        }
    }

    [Fact]
    public void Of_a_process_that_is_gone_nothing_is_known()
    {
        var threads = new RuntimeThreads(int.MaxValue, _time);

        Assert.Equal((0, 0), threads.Total());
        Assert.Equal((0, 0), Next(threads));
    }

    private static long RanNs(long thread) =>
        long.Parse(File.ReadAllText($"/proc/self/task/{thread}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);

    private (double Ms, double Seconds) Next(RuntimeThreads threads)
    {
        _time.Advance(TimeSpan.FromSeconds(20));
        return threads.Total();
    }
}
