using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;

namespace SampleTargets.Scenarios;

/// <summary>A pool that may not grow, and whose every thread waits for work that stands in its queue.</summary>
/// <remarks>
/// The fault: 2.5 seconds after READY, as many work items as the pool may have threads call <see cref="Price"/>, which waits for an
/// asynchronous method whose continuation needs a pool thread. None is left, until the run ends: then the pool may grow, and all of them go on.
/// The line: the one marked BLOCKS. The occurrences last until the run ends.
/// blockwatch must say: BW0001 at that line and BW0007 with Price as its culprit; with <c>--detail full</c> BW0008 as well.
/// Nothing here relies on the pool meanwhile, not even on its timers.
/// </remarks>
internal sealed class DeadlockPool : IScenario
{
    private const int FewestThreads = 4;

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2.5);

    public string Name => "deadlock-pool";

    public string Description => "every thread of a fixed pool waits for work in the pool's queue (BW0001, BW0007; BW0008 needs --detail full)";

    public ScenarioFacts Facts { get; } =
        ScenarioFacts.Faulty("BW0001", "BW0007", "BW0008") with { HasTwin = false, Detail = ScenarioFacts.FullDetail };

    public async Task<int> RunAsync(ScenarioRun run)
    {
        int threads = Math.Max(FewestThreads, Environment.ProcessorCount);
        ThreadPool.GetMaxThreads(out int mostThreads, out int completionPortThreads);
        ThreadPool.SetMinThreads(threads, threads);
        ThreadPool.SetMaxThreads(threads, completionPortThreads);
        ScenarioRun.AnnounceReady(url: null);

        // On the main thread, and with a time limit of its own: the timer that ends the run needs the pool.
        run.End.WaitHandle.WaitOne(Before);
        Task[] prices = run.Options.Load == LoadKind.Faults ? Start(run.Truth, threads) : [];
        run.End.WaitHandle.WaitOne(run.Options.Duration - Before);
        ThreadPool.SetMaxThreads(mostThreads, completionPortThreads);
        await Task.WhenAll(prices);
        return 0;
    }

    private static Task[] Start(TruthLog truth, int threads)
    {
        CountdownEvent allRun = new(threads);
        return [.. Enumerable.Range(0, threads).Select(_ => Task.Run(() => Price(truth, allRun)))];
    }

    private static int Price(TruthLog truth, CountdownEvent allRun)
    {
        allRun.Signal();
        allRun.Wait();
        Task<int> pending = LoadPriceAsync();
        Fault fault = truth.Begin();
        int price = pending.Result; // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        truth.End(fault, FaultCategory.TaskWait, kind: TruthKind.Deadlock);
        return price;
    }

    private static async Task<int> LoadPriceAsync()
    {
        await Task.Yield();
        return 1;
    }
}
