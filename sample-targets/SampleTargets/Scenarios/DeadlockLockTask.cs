using SampleTargets.Running;
using SampleTargets.Truth;

namespace SampleTargets.Scenarios;

/// <summary>A lock whose owner waits for a task that needs the lock.</summary>
/// <remarks>
/// The fault: 2.5 seconds after READY, <see cref="Refresh"/> owns the lock of the cache and waits for a task on it, which in
/// <see cref="LoadAsync"/>, on another pool thread, wants the same lock.
/// The lines: those marked BLOCKS. Both occurrences last until the run ends.
/// blockwatch must say: BW0001 at the line in Refresh and BW0003 at the lock in LoadAsync, with Refresh as its owner; with
/// <c>--detail full</c> BW0008, the ring of both, as well.
/// </remarks>
internal sealed class DeadlockLockTask : DeadlockScenario
{
    private readonly object _cache = new();
    private int _loaded;

    public override string Name => "deadlock-lock-task";

    public override string Description => "the owner of a lock waits for a task that needs the lock (BW0001, BW0003; BW0008 needs --detail full)";

    public override ScenarioFacts Facts { get; } =
        ScenarioFacts.Faulty("BW0001", "BW0003", "BW0008") with { HasTwin = false, Detail = ScenarioFacts.FullDetail };

    protected override void Start(TruthLog truth) => ThreadPool.QueueUserWorkItem(_ => Refresh(truth));

    private void Refresh(TruthLog truth)
    {
        lock (_cache)
        {
            Task<int> loading = LoadAsync(truth);
            Fault fault = truth.Begin();
            Deadlocked.Add(fault, FaultCategory.TaskWait, isDeadlocked: true);
            loading.GetAwaiter().GetResult(); // BLOCKS
        }
    }

    private async Task<int> LoadAsync(TruthLog truth)
    {
        await Task.Delay(50);
        Fault fault = truth.Begin();
        Deadlocked.Add(fault, FaultCategory.Lock, isDeadlocked: true);
        lock (_cache) // BLOCKS
        {
            return ++_loaded;
        }
    }
}
