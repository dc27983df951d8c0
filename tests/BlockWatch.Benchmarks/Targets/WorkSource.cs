using System.Diagnostics;

namespace BlockWatch.Benchmarks.Targets;

/// <summary>Gives the target's pool a steady number of work items a second that do nothing but count themselves.</summary>
/// <remarks>A thread of its own hands them out every millisecond, so that a busy pool does not slow its own load down.</remarks>
internal sealed class WorkSource : IThreadPoolWorkItem
{
    // A pool that cannot keep up must not be buried: what would go beyond is left out, and the number that ran tells.
    private const long MostUnderWay = 20_000;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly object _gate = new();
    private long _queued;
    private long _done;
    private volatile int _perSecond;

    public WorkSource()
    {
        new Thread(Run) { IsBackground = true, Name = "work source" }.Start();
    }

    /// <summary>Work items that have run.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>From now on; 0 for none.</summary>
    public int PerSecond
    {
        get => _perSecond;
        set
        {
            lock (_gate)
            {
                _perSecond = value;
                Monitor.Pulse(_gate);
            }
        }
    }

    void IThreadPoolWorkItem.Execute() => Interlocked.Increment(ref _done);

    private void Run()
    {
        while (true)
        {
            int perSecond = WaitUntilWanted();
            var clock = Stopwatch.StartNew();
            for (long sent = 0; perSecond == _perSecond;)
            {
                Thread.Sleep(Step);
                for (long due = (long)(clock.Elapsed.TotalSeconds * perSecond); sent < due; sent++)
                {
                    if (_queued - Done < MostUnderWay)
                    {
                        _queued++;
                        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    }
                }
            }
        }
    }

    private int WaitUntilWanted()
    {
        lock (_gate)
        {
            while (_perSecond == 0)
            {
                Monitor.Wait(_gate);
            }

            return _perSecond;
        }
    }
}
