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
                return before is not null && before == RanNs() && accounts.IsAsleep(thread);
            },
            "an account that stands still");
        long? asleep = RanNs();

        released.Set();
        await waiting;
        Eventually.True(() => RanNs() != asleep, "it ran, or is gone");
    }

    [Fact]
    public void Threads_that_are_not_the_pool_s_have_none()
    {
        using var accounts = new WorkerAccounts(Environment.ProcessId);

        accounts.List();

        Assert.All(accounts.Read(), static entry => Assert.Equal(WorkerAccounts.WorkerName, ProcFile.ThreadName(Environment.ProcessId, entry.ThreadId)));
    }

    [Fact]
    public void A_process_that_is_gone_has_none()
    {
        using var accounts = new WorkerAccounts(int.MaxValue);

        accounts.List();

        Assert.False(accounts.CanRead);
        Assert.Empty(accounts.Read());
        Assert.False(accounts.IsAsleep(1));
    }
}
