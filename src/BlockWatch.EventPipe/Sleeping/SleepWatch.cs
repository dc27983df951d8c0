using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;

namespace BlockWatch.EventPipe.Sleeping;

/// <summary>Tells which pool threads sleep, and that one computes, while work items are not told one by one: it costs the target nothing.</summary>
/// <remarks>docs/decisions/0035 says what follows from a sleep, and what does not; 0038 of threads that compute.</remarks>
internal sealed class SleepWatch : IDisposable
{
    // A stall's end is known to within a look.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private const int StepsBetweenLists = 12;

    // So many threads are looked at in each step; with more, looks are rarer, so that a thousand threads cost us no more than these.
    private const int ThreadsInStep = 64;

    private readonly WorkerAccounts _workers;
    private readonly SleepBook _book = new();
    private readonly BusyBook _busy = new();
    private readonly TargetClock _clock;
    private readonly IEventFeed _feed;
    private readonly SemaphoreSlim _wantedAgain = new(0, 1);
    private volatile bool _isWanted;

    /// <param name="processId">The target.</param>
    /// <param name="clock">The watch's clock.</param>
    /// <param name="feed">Told of sleeps.</param>
    public SleepWatch(int processId, TargetClock clock, IEventFeed feed)
    {
        _workers = new WorkerAccounts(processId);
        _clock = clock;
        _feed = feed;
    }

    /// <summary>False where sleeps cannot be seen: on another system, or when the target has a pid namespace of its own.</summary>
    public bool CanSee => _workers.CanRead;

    /// <summary>Called, from the loop, when a thread has wanted a processor for so long that it may be at one long computation.</summary>
    public Action? Computes { get; set; }

    /// <summary>Looks from now on, or does not. Callable from any thread.</summary>
    public void Want(bool isWanted)
    {
        if (_isWanted != isWanted)
        {
            _isWanted = isWanted;
            if (isWanted && _wantedAgain.CurrentCount == 0)
            {
                _wantedAgain.Release();
            }
        }
    }

    public void Dispose()
    {
        _workers.Dispose();
        _wantedAgain.Dispose();
    }

    /// <summary>Looks while it is wanted, until stopped: on a thread of its own, since a timer of the pool wakes two.</summary>
    public Task RunAsync(CancellationToken stop) => CanSee
        ? Task.Factory.StartNew(() => Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
        : Task.CompletedTask;

    private void Run(CancellationToken stop)
    {
        while (IsWantedBefore(stop))
        {
            for (int step = 0; _isWanted && !stop.IsCancellationRequested; step++)
            {
                Look(step);
                stop.WaitHandle.WaitOne(Step);
            }

            Publish(_book.End(_clock.Now()));
            _busy.Clear();
            _workers.Close();
        }
    }

    private bool IsWantedBefore(CancellationToken stop)
    {
        try
        {
            _wantedAgain.Wait(stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            // Stopped: the usual end.
            return false;
        }
    }

    private void Look(int step)
    {
        if (step % StepsBetweenLists == 0)
        {
            _workers.List();
        }

        if (step % (1 + (_workers.Count / ThreadsInStep)) == 0)
        {
            long begun = _clock.Now();
            IReadOnlyList<(long ThreadId, SchedulerAccount Account)> read = _workers.Read();
            long done = _clock.Now();
            Publish(_book.Look(begun, done, read, _workers.Asleep));
            if (_busy.Look(done, read))
            {
                Computes?.Invoke();
            }
        }
    }

    private void Publish(IReadOnlyList<RuntimeEvent> events)
    {
        foreach (RuntimeEvent happening in events)
        {
            _feed.Publish(happening);
        }
    }
}
