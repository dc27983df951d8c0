using SampleTargets.Contexts;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;

namespace SampleTargets.Scenarios;

/// <summary>A blocked event loop: a single-threaded synchronization context, as of a user interface, whose continuations block.</summary>
/// <remarks>
/// The fault: on the loop's thread, after an await, <see cref="SleepAsync"/> sleeps for 200 ms and <see cref="ResultAsync"/> reads
/// <c>.Result</c> of a task of 250 ms that needs no loop. Meanwhile the loop does not turn.
/// The lines: those marked BLOCKS. In the truth file they are of kind Loop, with onPool false.
/// blockwatch must say: BW0012 at both lines, with the loop's name. <c>.Result</c> has events of its own since .NET 9; the sleep has none, and
/// is found when bursts fall into it, or when tasks are told. Nothing of BW0001 to BW0007, for no pool thread is held.
/// The healthy twin (<c>--load healthy</c>) awaits the same: nothing.
/// </remarks>
internal sealed class EventLoop : IScenario
{
    private const int SleepMs = 200;
    private const int SlowMs = 250;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public string Name => "event-loop";

    public string Description => "continuations on a single-threaded synchronization context sleep and read .Result (BW0012)";

    public ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0012") with { Detail = ScenarioFacts.FullDetail };

    public async Task<int> RunAsync(ScenarioRun run)
    {
        LoopContext loop = new("event loop");
        ScenarioRun.AnnounceReady(url: null);
        await loop.RunAsync(() => TurnAsync(run));
        return 0;
    }

    /// <summary>Runs on the loop, as all that it calls.</summary>
    private static async Task<bool> TurnAsync(ScenarioRun run)
    {
        while (!run.End.IsCancellationRequested)
        {
            if (run.Options.Load == LoadKind.Faults)
            {
                await SleepAsync(run.Truth);
                await ResultAsync(run.Truth);
            }
            else if (run.Options.Load == LoadKind.Healthy)
            {
                await Task.Delay(SleepMs);
                await SlowAsync();
            }

            await Task.Delay(Pause);
        }

        return true;
    }

    private static async Task SleepAsync(TruthLog truth)
    {
        await Task.Delay(Pause);
        Fault fault = truth.Begin();
        Thread.Sleep(SleepMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep, kind: TruthKind.Loop);
    }

    private static async Task<int> ResultAsync(TruthLog truth)
    {
        await Task.Delay(Pause);
        Task<int> pending = SlowAsync();
        Fault fault = truth.Begin();
        int result = pending.Result; // BLOCKS
        truth.End(fault, FaultCategory.TaskWait, kind: TruthKind.Loop);
        return result;
    }

    private static async Task<int> SlowAsync()
    {
        await Task.Delay(SlowMs).ConfigureAwait(false);
        return SlowMs;
    }
}
