using System.Globalization;
using System.Runtime.CompilerServices;
using BlockWatch.EventPipe.Sleeping;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Tests.Bursts;

namespace BlockWatch.EventPipe.Tests.Sleeping;

/// <summary>The account of this process's own pool threads.</summary>
public sealed class WorkerAccountsTests
{
    [Fact]
    public async Task A_pool_thread_that_waits_has_an_account_that_stands_still_and_goes_on_when_it_runs()
    {
        using var entered = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        long thread = 0;
        Task waiting = Task.Run(() =>
        {
            thread = NativeThread.Id();
            entered.Set();
            released.Wait();
        });
        entered.Wait();
        using var accounts = new WorkerAccounts(Environment.ProcessId);
        long? RanNs() => accounts.Read().Where(entry => entry.ThreadId == thread).Select(static entry => (long?)entry.Account.RanNs).SingleOrDefault();

        // It spins for a moment before it sleeps.
        Eventually.True(
            () =>
            {
                accounts.List();
                long? before = RanNs();
                Thread.Sleep(50);
                return before is not null && before == RanNs() && accounts.Asleep(thread) is not null;
            },
            "an account that stands still");
        long? asleep = RanNs();

        released.Set();
        await waiting;
        Eventually.True(() => RanNs() != asleep, "it ran, or is gone");
    }

    [LinuxFact]
    public async Task A_thread_that_waits_deeper_has_its_stack_end_lower_and_one_that_waits_there_again_at_the_same_place()
    {
        using var accounts = new WorkerAccounts(Environment.ProcessId);
        using var turns = new SemaphoreSlim(0);
        long thread = 0;
        int depth = 0;
        int waits = 0;
        Task waiting = Task.Factory.StartNew(
            () =>
            {
                thread = NativeThread.Id();
                for (int turn = 0; turn < 3; turn++)
                {
                    Interlocked.Increment(ref waits);
                    Descend(Volatile.Read(ref depth), turns);
                }
            },
            TaskCreationOptions.LongRunning);

        long flat = PlaceOf(1);
        turns.Release();
        long again = PlaceOf(2);
        Volatile.Write(ref depth, 5);
        turns.Release();
        long deep = PlaceOf(3);
        turns.Release();
        await waiting;

        Assert.Equal(flat, again);
        Assert.True(deep < flat, $"{deep:x} is not under {flat:x}");

        // What is asked may be on its way into the wait: two equal answers in a row are the wait's.
        long PlaceOf(int turn)
        {
            long last = 0;
            Eventually.True(
                () =>
                {
                    long now = Volatile.Read(ref waits) == turn ? accounts.Asleep(Volatile.Read(ref thread)) ?? 0 : 0;
                    Thread.Sleep(20);
                    bool isSettled = now != 0 && now == last;
                    last = now;
                    return isSettled;
                },
                "the place where it waits");
            return last;
        }
    }

    [Fact]
    public void Threads_that_are_not_the_pool_s_have_none()
    {
        using var accounts = new WorkerAccounts(Environment.ProcessId);

        // A thread that is being born has its maker's name for a moment.
        Eventually.True(
            () =>
            {
                accounts.List();
                return accounts.Read().All(static entry => ProcFile.ThreadName(Environment.ProcessId, entry.ThreadId) == WorkerAccounts.WorkerName);
            },
            "only workers");
    }

    // As a worker's new thread has it: the system gives it its maker's name, until the runtime names it.
    [LinuxFact]
    public void A_thread_that_was_born_with_a_worker_s_name_is_left_out_once_it_has_its_own()
    {
        using var accounts = new WorkerAccounts(Environment.ProcessId);
        using var named = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        long id = 0;
        var thread = new Thread(() =>
        {
            id = NativeThread.Id();
            Name(WorkerAccounts.WorkerName);
            named.Set();
            released.Wait();
        });
        thread.Start();
        named.Wait();

        accounts.List();
        Assert.Contains(id, accounts.Read().Select(static entry => entry.ThreadId));
        Name("Own name");
        accounts.List();
        Assert.DoesNotContain(id, accounts.Read().Select(static entry => entry.ThreadId));

        released.Set();
        thread.Join();

        void Name(string name) => File.WriteAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{id}/comm"), name);
    }

    [Fact]
    public void A_process_that_is_gone_has_none()
    {
        using var accounts = new WorkerAccounts(int.MaxValue);

        accounts.List();

        Assert.False(accounts.CanRead);
        Assert.Empty(accounts.Read());
        Assert.Null(accounts.Asleep(1));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static int Descend(int depth, SemaphoreSlim turns)
    {
        if (depth > 0)
        {
            return 1 + Descend(depth - 1, turns);
        }

        turns.Wait();
        return 0;
    }
}
