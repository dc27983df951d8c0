using System.Text;
using BlockWatch.EventPipe.Bursts;

namespace BlockWatch.EventPipe.Tests.Bursts;

public class ThreadLoadTests
{
    [Theory]
    [InlineData("123 45 6\n", 168L)]
    [InlineData("0 0 0", 0L)]
    [InlineData("", null)]
    [InlineData("123 45", null)]
    [InlineData("a b c", null)]
    [InlineData("-1 2 3", null)]
    public void A_schedstat_line_gives_the_time_that_the_thread_wanted_a_processor(string line, long? expected) => Assert.Equal(expected, SchedulerAccount.Parse(Encoding.UTF8.GetBytes(line))?.WantedNs);

    [Fact]
    public void A_thread_that_computes_is_busy_and_one_that_waits_is_not()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var release = new ManualResetEvent(initialState: false);
        long computing = 0;
        long waiting = 0;
        bool stop = false;
        var busy = new Thread(() =>
        {
            Interlocked.Exchange(ref computing, NativeThread.Id());
            while (!Volatile.Read(ref stop))
            {
            }
        });
        var idle = new Thread(() =>
        {
            Interlocked.Exchange(ref waiting, NativeThread.Id());
            release.WaitOne();
        });
        busy.Start();
        idle.Start();
        SpinWait.SpinUntil(() => Interlocked.Read(ref computing) != 0 && Interlocked.Read(ref waiting) != 0 && idle.ThreadState.HasFlag(ThreadState.WaitSleepJoin));

        // A measurement over an instant says little: it is repeated until the scheduler's account has moved.
        IReadOnlySet<long> found = new HashSet<long>();
        ThreadLoad load = ThreadLoad.Begin(Environment.ProcessId);
        bool seen = SpinWait.SpinUntil(() => (found = load.Busy()).Contains(computing), TimeSpan.FromSeconds(20));
        Volatile.Write(ref stop, true);
        release.Set();
        busy.Join();
        idle.Join();

        Assert.True(seen);
        Assert.DoesNotContain(waiting, found);
    }

    // Seen in the stress scenario: of 500 threads 200 had an account, and one of the others, which waited for a processor, was said to compute.
    [Fact]
    public void Hundreds_of_threads_have_their_accounts()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        const int Count = 300;
        using var release = new ManualResetEvent(initialState: false);
        using var begun = new CountdownEvent(Count);
        Thread[] threads = [.. Enumerable.Range(0, Count).Select(_ => new Thread(Wait, maxStackSize: 128 * 1024))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        begun.Wait();
        int known = ThreadLoad.Begin(Environment.ProcessId).AtBegin.Count;
        release.Set();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.True(known > Count, $"{known} of more than {Count} threads");

        void Wait()
        {
            begun.Signal();
            release.WaitOne();
        }
    }

    [Fact]
    public void Of_a_process_that_is_gone_nothing_is_known() => Assert.Empty(ThreadLoad.Begin(int.MaxValue).Busy());
}
