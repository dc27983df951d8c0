using System.Security.Cryptography;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;

namespace SampleTargets.Scenarios;

/// <summary>Many short work items of one method back to back on the same pool threads, and now and then a long one between.</summary>
/// <remarks>
/// No fault: items of <see cref="Import"/> sleep for 20 ms, and items of <see cref="Hash"/> compute for 10 ms; each queues the next one
/// before it ends, so that a thread goes from item to item without a pause.
/// The fault, with <c>--load faults</c>: every 50th item of <see cref="Import"/> sleeps for 250 ms.
/// The line: the one marked BLOCKS in <see cref="Import"/>. In the truth file every item is an occurrence, of 20 or of 250 ms.
/// blockwatch must say: BW0004 at that line, with the long items alone: their count, and 250 ms as p50 and as maximum. Nothing merges
/// short items, nor a long one with its neighbours, into a longer stall.
/// The healthy twin (<c>--load healthy</c>) has the short items alone: no stall.
/// No server: a console program. The pool's minimum is 8 threads, so that the items leave some to others.
/// </remarks>
internal sealed class ShortItems : IScenario
{
    private const int ShortMs = 20;
    private const int LongMs = 250;
    private const int LongEvery = 50;
    private const int Importers = 2;
    private const int MinThreads = 8;

    private static readonly TimeSpan HashFor = TimeSpan.FromMilliseconds(10);

    private readonly byte[] _block = new byte[64 * 1024];

    // Chains of items that have not ended yet.
    private int _chains;

    public string Name => "short-items";

    public string Description => "work items of 20 ms back to back, every 50th takes 250 ms (BW0004 for the long ones only)";

    public ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004");

    public async Task<int> RunAsync(ScenarioRun run)
    {
        ThreadPool.GetMinThreads(out _, out int completionPortThreads);
        ThreadPool.SetMinThreads(MinThreads, completionPortThreads);
        ScenarioRun.AnnounceReady(url: null);
        if (run.Options.Load != LoadKind.None)
        {
            _chains = Importers + 1;
            for (int i = 0; i < Importers; i++)
            {
                // The two do not have their long items at the same time.
                ThreadPool.UnsafeQueueUserWorkItem(Import, new Chain(run, i * LongEvery / Importers), preferLocal: true);
            }

            ThreadPool.UnsafeQueueUserWorkItem(Hash, new Chain(run, 0), preferLocal: true);
        }

        await Task.Delay(Timeout.Infinite, run.End).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (Volatile.Read(ref _chains) > 0)
        {
            // The truth file is closed after this: no item may run any more.
            await Task.Delay(ShortMs, CancellationToken.None);
        }

        return 0;
    }

    private void Import(Chain chain)
    {
        bool isLong = chain.Run.Options.Load == LoadKind.Faults && chain.Number % LongEvery == LongEvery - 1;
        int ms = isLong ? LongMs : ShortMs;
        TruthLog truth = chain.Run.Truth;
        Fault fault = truth.Begin();
        Thread.Sleep(ms); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
        Next(Import, chain);
    }

    private void Hash(Chain chain)
    {
        TruthLog truth = chain.Run.Truth;
        Fault fault = truth.Begin();
        while (fault.Elapsed < HashFor)
        {
            SHA256.HashData(_block); // BLOCKS
        }

        truth.End(fault, FaultCategory.Cpu);
        Next(Hash, chain);
    }

    private void Next(Action<Chain> item, Chain chain)
    {
        if (chain.Run.End.IsCancellationRequested)
        {
            Interlocked.Decrement(ref _chains);
            return;
        }

        // On the thread's own queue: the same thread takes it next.
        ThreadPool.UnsafeQueueUserWorkItem(item, chain with { Number = chain.Number + 1 }, preferLocal: true);
    }

    private sealed record Chain(ScenarioRun Run, int Number);
}
