using System.Collections.Concurrent;
using BlockWatch.Catalogue.Tests.Live;
using static BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Waits for primitives, threads, other workers of a parallel loop.</summary>
internal static class PrimitiveCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        new(typeof(ManualResetEventSlim), "Wait", PrimitiveWait, hold => () => hold.Over.Wait()),
        new(typeof(SemaphoreSlim), "Wait", PrimitiveWait, _ => new SemaphoreSlim(0).Wait),
        new(typeof(CountdownEvent), "Wait", PrimitiveWait, _ => new CountdownEvent(1).Wait),
        new(typeof(Barrier), "SignalAndWait", PrimitiveWait, _ => new Barrier(2).SignalAndWait),
        new(typeof(WaitHandle), "WaitOne", PrimitiveWait, _ => () => new AutoResetEvent(false).WaitOne()),
        new(typeof(WaitHandle), "WaitAny", PrimitiveWait, _ => () => WaitHandle.WaitAny([new AutoResetEvent(false), new AutoResetEvent(false)])),
        new(typeof(WaitHandle), "WaitAll", PrimitiveWait, _ => () => WaitHandle.WaitAll([new AutoResetEvent(false), new AutoResetEvent(true)])),
        new(typeof(WaitHandle), "SignalAndWait", PrimitiveWait, _ => () => WaitHandle.SignalAndWait(new AutoResetEvent(false), new AutoResetEvent(false))),
        new(typeof(Monitor), "Wait", PrimitiveWait, hold => () =>
        {
            lock (hold)
            {
                Monitor.Wait(hold);
            }
        }),
        new(typeof(Thread), "Join", PrimitiveWait, hold =>
        {
            var other = new Thread(() => hold.Over.Wait()) { IsBackground = true };
            other.Start();
            return () => other.Join();
        }),
        new(typeof(BlockingCollection<>), "Take", PrimitiveWait, _ => () => new BlockingCollection<int>().Take()),
        new(typeof(BlockingCollection<>), "TryTake", PrimitiveWait, _ => () => new BlockingCollection<int>().TryTake(out int _, Timeout.Infinite)),
        new(typeof(BlockingCollection<>), "Add", PrimitiveWait, _ => () => Full().Add(2)),
        new(typeof(BlockingCollection<>), "TryAdd", PrimitiveWait, _ => () => Full().TryAdd(2, Timeout.Infinite)),
        new(typeof(BlockingCollection<>), "TakeFromAny", PrimitiveWait, _ => () => BlockingCollection<int>.TakeFromAny([[], []], out int _)),
        new(typeof(BlockingCollection<>), "AddToAny", PrimitiveWait, _ => () => BlockingCollection<int>.AddToAny([Full(), Full()], 2)),
        new(Internal.NestedType(typeof(BlockingCollection<>), "GetConsumingEnumerable"), "MoveNext", PrimitiveWait, _ => () =>
        {
            foreach (int item in new BlockingCollection<int>().GetConsumingEnumerable())
            {
                GC.KeepAlive(item);
            }
        }),
        new(typeof(Parallel), "For", PrimitiveWait, hold => Shared(hold, body => Parallel.For(0, 2, _ => body()))),
        new(typeof(Parallel), "ForEach", PrimitiveWait, hold => Shared(hold, body => Parallel.ForEach(Two(), _ => body()))),
        new(typeof(Parallel), "Invoke", PrimitiveWait, hold => Shared(hold, body => Parallel.Invoke(body, body))),
        new(typeof(ParallelEnumerable), "ForAll", PrimitiveWait, hold => Shared(hold, body => Two().AsParallel().WithDegreeOfParallelism(2).ForAll(_ => body()))),
        new(typeof(CancellationTokenRegistration), "Dispose", PrimitiveWait, hold =>
        {
            var source = new CancellationTokenSource();
            var entered = new ManualResetEventSlim();
            CancellationTokenRegistration registration = source.Token.Register(() =>
            {
                entered.Set();
                hold.Over.Wait();
            });
            new Thread(source.Cancel) { IsBackground = true }.Start();
            entered.Wait();
            return registration.Dispose;
        }),
        new(typeof(GC), "WaitForPendingFinalizers", PrimitiveWait, hold =>
        {
            Finalized.MakeGarbage(hold);
            GC.Collect();
            return GC.WaitForPendingFinalizers;
        }),
    ];

    private static BlockingCollection<int> Full() => new(boundedCapacity: 1) { 1 };

    private static IEnumerable<int> Two()
    {
        yield return 1;
        yield return 2;
    }

    // The caller's share of the work is over as soon as another thread has begun on the rest, which then does not end.
    private static Action Shared(Hold hold, Action<Action> run)
    {
        var entered = new ManualResetEventSlim();
        return () =>
        {
            int caller = Environment.CurrentManagedThreadId;
            run(() =>
            {
                if (Environment.CurrentManagedThreadId == caller)
                {
                    entered.Wait();
                    return;
                }

                entered.Set();
                hold.Over.Wait();
            });
        };
    }

    private sealed class Finalized(Hold hold)
    {
        ~Finalized() => hold.Over.Wait();

        public static void MakeGarbage(Hold hold)
        {
            // On a thread of its own, whose stack keeps nothing alive afterwards.
            var maker = new Thread(() => _ = new Finalized(hold));
            maker.Start();
            maker.Join();
        }
    }
}
