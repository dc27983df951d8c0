using SampleTargets.Contexts;
using SampleTargets.Running;
using SampleTargets.Truth;

namespace SampleTargets.Scenarios;

/// <summary>The classic deadlock: <c>.Result</c> on a single-threaded context, of a task that needs that very thread to end.</summary>
/// <remarks>
/// The fault: 2.5 seconds after READY, on the thread of an event loop, <see cref="ShowTitle"/> reads <c>.Result</c> of an asynchronous method
/// whose continuation is posted to the loop. A pool thread that waits for the loop, in <see cref="AskLoop"/>, is never answered either.
/// The lines: those marked BLOCKS. Both occurrences last until the run ends; the loop's has onPool false.
/// blockwatch must say: BW0001 at the line in AskLoop, still blocked. With <c>--detail full</c> BW0008 as well: the loop's
/// thread waits for itself. Without, nothing of the loop's thread.
/// </remarks>
internal sealed class DeadlockContext : DeadlockScenario
{
    private readonly LoopContext _loop = new("event loop");

    public override string Name => "deadlock-context";

    public override string Description => ".Result on a single-threaded context, of a task that needs its thread; a pool thread waits for both (BW0001; BW0008 needs --detail full)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0008") with { HasTwin = false, Detail = ScenarioFacts.FullDetail };

    protected override void Start(TruthLog truth) => ThreadPool.QueueUserWorkItem(_ => AskLoop(truth));

    private void AskLoop(TruthLog truth)
    {
        Task<int> shown = _loop.RunAsync(() => Task.FromResult(ShowTitle(truth)));
        Fault fault = truth.Begin();
        Deadlocked.Add(fault, FaultCategory.TaskWait, isDeadlocked: false);
        _ = shown.Result; // BLOCKS
    }

    private int ShowTitle(TruthLog truth)
    {
        Task<string> title = LoadTitleAsync();
        Fault fault = truth.Begin();
        Deadlocked.Add(fault, FaultCategory.TaskWait, isDeadlocked: true);
        return title.Result.Length; // BLOCKS
    }

    private static async Task<string> LoadTitleAsync()
    {
        // Resumed on the loop, which waits for it.
        await Task.Delay(50);
        return "title";
    }
}
