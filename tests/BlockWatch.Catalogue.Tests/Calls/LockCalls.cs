using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;
using Gate = System.Threading.Lock;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Waits for locks that another thread holds, and never lets go.</summary>
internal static class LockCalls
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public static IEnumerable<LiveCall> List() =>
    [
        new(typeof(Monitor), "Enter", Cause.Lock, _ => Held(new object(), Monitor.Enter, Monitor.Enter)),
        new(typeof(Monitor), "TryEnter", Cause.Lock, _ => Held(new object(), Monitor.Enter, gate => Monitor.TryEnter(gate, Long))),
        new(typeof(Gate), "Enter", Cause.Lock, _ => Held(new Gate(), gate => gate.Enter(), gate => gate.Enter())),
        new(typeof(Gate), "EnterScope", Cause.Lock, _ => Held(new Gate(), gate => gate.Enter(), gate => gate.EnterScope())),
        new(typeof(Gate), "TryEnter", Cause.Lock, _ => Held(new Gate(), gate => gate.Enter(), gate => gate.TryEnter(Long))),
        new(typeof(ReaderWriterLockSlim), "EnterReadLock", Cause.Lock, _ => Held(new ReaderWriterLockSlim(), gate => gate.EnterWriteLock(), gate => gate.EnterReadLock())),
        new(typeof(ReaderWriterLockSlim), "EnterWriteLock", Cause.Lock, _ => Held(new ReaderWriterLockSlim(), gate => gate.EnterReadLock(), gate => gate.EnterWriteLock())),
        new(typeof(ReaderWriterLockSlim), "EnterUpgradeableReadLock", Cause.Lock, _ => Held(new ReaderWriterLockSlim(), gate => gate.EnterWriteLock(), gate => gate.EnterUpgradeableReadLock())),
        new(typeof(ReaderWriterLockSlim), "TryEnterReadLock", Cause.Lock, _ => Held(new ReaderWriterLockSlim(), gate => gate.EnterWriteLock(), gate => gate.TryEnterReadLock(Long))),
        new(typeof(ReaderWriterLock), "AcquireReaderLock", Cause.Lock, _ => Held(new ReaderWriterLock(), gate => gate.AcquireWriterLock(-1), gate => gate.AcquireReaderLock(-1))),
        new(typeof(ReaderWriterLock), "AcquireWriterLock", Cause.Lock, _ => Held(new ReaderWriterLock(), gate => gate.AcquireWriterLock(-1), gate => gate.AcquireWriterLock(-1))),
        new(typeof(ReaderWriterLock), "UpgradeToWriterLock", Cause.Lock, _ => Held(new ReaderWriterLock(), gate => gate.AcquireReaderLock(-1), gate =>
        {
            gate.AcquireReaderLock(-1);
            gate.UpgradeToWriterLock(-1);
        })),
        new(typeof(SpinLock), "Enter", Cause.Lock, hold => Spinning(hold, static cell =>
        {
            bool taken = false;
            cell.Value.Enter(ref taken);
        })),
        new(typeof(SpinLock), "TryEnter", Cause.Lock, hold => Spinning(hold, static cell =>
        {
            bool taken = false;
            cell.Value.TryEnter(Long, ref taken);
        })),
        new(typeof(Lazy<>), "get_Value", Cause.Lock, hold =>
        {
            var entered = new ManualResetEventSlim();
            var lazy = new Lazy<int>(() =>
            {
                entered.Set();
                hold.Over.Wait();
                return 1;
            });
            new Thread(() => _ = lazy.Value) { IsBackground = true }.Start();
            entered.Wait();
            return () => _ = lazy.Value;
        }),
    ];

    private static Action Held<T>(T gate, Action<T> hold, Action<T> enter)
    {
        var owner = new Thread(() => hold(gate));
        owner.Start();
        owner.Join();
        return () => enter(gate);
    }

    private static Action Spinning(Hold hold, Action<Cell> enter)
    {
        var cell = new Cell();
        bool taken = false;
        cell.Value.Enter(ref taken);
        hold.OnRelease(() => cell.Value.Exit());
        return () => enter(cell);
    }

    private sealed class Cell
    {
        public SpinLock Value = new(enableThreadOwnerTracking: false);
    }
}
