using System.Runtime.CompilerServices;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;

namespace SampleTargets.Scenarios;

/// <summary>500 pool threads blocked at 20 sites at once, each site by a cause of its own.</summary>
/// <remarks>
/// The fault: each round, every 3.5 s or so, queues 25 work items for each of 20 small methods, and each blocks its thread for about a
/// second: a thread of the program's own lets them all go a second after the last has come.
/// The lines: those marked BLOCKS, one in each method. In the truth file that is 500 occurrences a round.
/// blockwatch must say: BW0001 at four sites, BW0002 at nine, BW0003 at two, BW0004 at one and BW0005 at four, each with 25 a
/// round and a second, or a little more, as p50.
/// The pool's minimum is 520 threads, so that this is no starvation; the first round has to make them, and takes longer.
/// With <c>--load healthy</c> nothing is queued. No server: a console program. The read from a FIFO is left out on Windows.
/// </remarks>
internal sealed class Stress : IScenario
{
    private const int ThreadsASite = 25;
    private const int MinThreads = 520;
    private const int HeldMs = 1_000;

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(2.2);

    private static readonly Action<StressRound>[] Sites =
    [
        ReadResult, WaitForTask, GetResult, WaitForAll, WaitForSemaphore, WaitForSlimEvent, WaitForEvent,
        WaitForAnyHandle, WaitForCountdown, WaitAtBarrier, WaitForPulse, JoinThread, TakeItem, EnterLock,
        EnterReadLock, Sleep, ReceiveFromSocket, ReadNetworkStream, ReadPipe,
        .. OperatingSystem.IsWindows() ? Array.Empty<Action<StressRound>>() : [ReadFifo],
    ];

    public string Name => "stress";

    public string Description => "500 pool threads blocked at 20 sites at once for about a second, every 3.5 s (BW0001 to BW0005)";

    public ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0002", "BW0003", "BW0004", "BW0005") with { HasTwin = false };

    public async Task<int> RunAsync(ScenarioRun run)
    {
        ThreadPool.GetMinThreads(out _, out int completionPortThreads);
        ThreadPool.SetMinThreads(MinThreads, completionPortThreads);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Rounds(run, ended)) { IsBackground = true, Name = "rounds" }.Start();
        ScenarioRun.AnnounceReady(url: null);
        await ended.Task;
        return 0;
    }

    private static void Rounds(ScenarioRun run, TaskCompletionSource ended)
    {
        do
        {
            if (run.Options.Load == LoadKind.Faults)
            {
                Block(run.Truth);
            }
        }
        while (!run.End.WaitHandle.WaitOne(BetweenRounds));
        ended.SetResult();
    }

    private static void Block(TruthLog truth)
    {
        using StressRound round = new(truth, ThreadsASite);
        int threads = ThreadsASite * Sites.Length;
        for (int i = 0; i < threads; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(Sites[i % Sites.Length], round, preferLocal: false);
        }

        WaitUntil(() => round.Entered == threads);
        Thread.Sleep(HeldMs);
        round.Release();
        WaitUntil(() => round.Left == threads);
    }

    private static void WaitUntil(Func<bool> condition)
    {
        while (!condition())
        {
            Thread.Sleep(10);
        }
    }

    private static Fault Begin(
        StressRound round, [CallerMemberName] string method = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        round.Begin(method, file, line);

    private static void ReadResult(StressRound round)
    {
        Fault fault = Begin(round);
        _ = round.Pending.Result; // BLOCKS
        round.End(fault, FaultCategory.TaskWait);
    }

    private static void WaitForTask(StressRound round)
    {
        Fault fault = Begin(round);
        ((Task)round.Pending).Wait(); // BLOCKS
        round.End(fault, FaultCategory.TaskWait);
    }

    private static void GetResult(StressRound round)
    {
        Fault fault = Begin(round);
        round.Pending.GetAwaiter().GetResult(); // BLOCKS
        round.End(fault, FaultCategory.TaskWait);
    }

    private static void WaitForAll(StressRound round)
    {
        Fault fault = Begin(round);
        Task.WaitAll(round.Pending, round.Pending); // BLOCKS
        round.End(fault, FaultCategory.TaskWait);
    }

    private static void WaitForSemaphore(StressRound round)
    {
        Fault fault = Begin(round);
        round.Semaphore.Wait(); // BLOCKS
        round.End(fault, FaultCategory.PrimitiveWait);
    }

    private static void WaitForSlimEvent(StressRound round)
    {
        Fault fault = Begin(round);
        round.SlimEvent.Wait(); // BLOCKS
        round.End(fault, FaultCategory.PrimitiveWait);
    }

    private static void WaitForEvent(StressRound round)
    {
        Fault fault = Begin(round);
        round.Released.WaitOne(); // BLOCKS
        round.End(fault, FaultCategory.PrimitiveWait);
    }

    private static void WaitForAnyHandle(StressRound round)
    {
        Fault fault = Begin(round);
        WaitHandle.WaitAny([round.Never, round.Released]); // BLOCKS
        round.End(fault, FaultCategory.PrimitiveWait);
    }

    private static void WaitForCountdown(StressRound round)
    {
        Fault fault = Begin(round);
        round.Countdown.Wait(); // BLOCKS
        round.End(fault, FaultCategory.PrimitiveWait);
    }

    private static void WaitAtBarrier(StressRound round)
    {
        Fault fault = Begin(round);
        round.Barrier.SignalAndWait(); // BLOCKS
        round.End(fault, FaultCategory.PrimitiveWait);
    }

    private static void WaitForPulse(StressRound round)
    {
        lock (round.Pulse)
        {
            Fault fault = Begin(round);
            while (!round.IsPulsed)
            {
                Monitor.Wait(round.Pulse); // BLOCKS
            }

            round.End(fault, FaultCategory.PrimitiveWait);
        }
    }

    private static void JoinThread(StressRound round)
    {
        Fault fault = Begin(round);
        round.Joined.Join(); // BLOCKS
        round.End(fault, FaultCategory.PrimitiveWait);
    }

    private static void TakeItem(StressRound round)
    {
        Fault fault = Begin(round);
        round.Items.Take(); // BLOCKS
        round.End(fault, FaultCategory.PrimitiveWait);
    }

    private static void EnterLock(StressRound round)
    {
        Fault fault = Begin(round);
        lock (round.Lock) // BLOCKS
        {
            round.End(fault, FaultCategory.Lock);
        }
    }

    private static void EnterReadLock(StressRound round)
    {
        Fault fault = Begin(round);
        round.Shared.EnterReadLock(); // BLOCKS
        round.End(fault, FaultCategory.Lock);
        round.Shared.ExitReadLock();
    }

    private static void Sleep(StressRound round)
    {
        Fault fault = Begin(round);
        Thread.Sleep(HeldMs); // BLOCKS
        round.End(fault, FaultCategory.Sleep);
    }

    private static void ReceiveFromSocket(StressRound round)
    {
        Fault fault = Begin(round);
        round.Receiver.Receive(new byte[1]); // BLOCKS
        round.End(fault, FaultCategory.Socket);
    }

    private static void ReadNetworkStream(StressRound round)
    {
        Fault fault = Begin(round);
        round.ReceiverStream.ReadByte(); // BLOCKS
        round.End(fault, FaultCategory.Socket);
    }

    private static void ReadPipe(StressRound round)
    {
        Fault fault = Begin(round);
        round.PipeReader.ReadByte(); // BLOCKS
        round.End(fault, FaultCategory.Pipe);
    }

    private static void ReadFifo(StressRound round)
    {
        Fault fault = Begin(round);
        _ = round.Fifo!.Read(new byte[1]); // BLOCKS
        round.End(fault, FaultCategory.File);
    }
}
