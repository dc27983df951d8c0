using SampleTargets.Load;
using SampleTargets.Truth;

namespace SampleTargets.Running;

/// <summary>A program that runs well for some time and then is in a deadlock until it ends.</summary>
/// <remarks>The deadlocked threads are background threads: they do not keep the program from its end.</remarks>
internal abstract class DeadlockScenario : IScenario
{
    private const int MinThreads = 8;

    // Long enough for whoever attaches at READY to see it close: nothing tells of it later.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2.5);

    public abstract string Name { get; }

    public abstract string Description { get; }

    public abstract ScenarioFacts Facts { get; }

    /// <summary>What is deadlocked, for the truth.</summary>
    protected LastingFaults Deadlocked { get; } = new();

    public async Task<int> RunAsync(ScenarioRun run)
    {
        // So that a deadlock of two threads leaves enough of them, and is no starvation.
        ThreadPool.GetMinThreads(out _, out int completionPortThreads);
        ThreadPool.SetMinThreads(MinThreads, completionPortThreads);
        ScenarioRun.AnnounceReady(url: null);
        await PauseAsync(Before, run.End);
        if (run.Options.Load == LoadKind.Faults && !run.End.IsCancellationRequested)
        {
            Start(run.Truth);
        }

        await PauseAsync(Timeout.InfiniteTimeSpan, run.End);
        Deadlocked.End(run.Truth);
        return 0;
    }

    /// <summary>Starts the work that will be deadlocked, and returns at once.</summary>
    protected abstract void Start(TruthLog truth);

    private static async Task PauseAsync(TimeSpan pause, CancellationToken end) =>
        await Task.Delay(pause, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
