using SampleTargets.Running;
using SampleTargets.Truth;

namespace SampleTargets.Scenarios;

/// <summary>Two locks that two pool threads take in opposite order.</summary>
/// <remarks>
/// The fault: 2.5 seconds after READY, <see cref="Deposit"/> owns the account and wants the ledger, <see cref="Audit"/> owns the ledger
/// and wants the account.
/// The lines: those marked BLOCKS. Both occurrences last until the run ends.
/// blockwatch must say: BW0003 at both lines, each with the other as the lock's owner, and BW0008, the ring of both.
/// </remarks>
internal sealed class DeadlockLocks : DeadlockScenario
{
    private readonly object _account = new();
    private readonly object _ledger = new();
    private int _entries;

    public override string Name => "deadlock-locks";

    public override string Description => "two pool threads take two locks in opposite order (BW0003, BW0008)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0003", "BW0008") with { HasTwin = false };

    protected override void Start(TruthLog truth)
    {
        CountdownEvent bothOwnOne = new(2);
        ThreadPool.QueueUserWorkItem(_ => Deposit(truth, bothOwnOne));
        ThreadPool.QueueUserWorkItem(_ => Audit(truth, bothOwnOne));
    }

    private void Deposit(TruthLog truth, CountdownEvent bothOwnOne)
    {
        lock (_account)
        {
            bothOwnOne.Signal();
            bothOwnOne.Wait();
            Fault fault = truth.Begin();
            Deadlocked.Add(fault, FaultCategory.Lock, isDeadlocked: true);
            lock (_ledger) // BLOCKS
            {
                _entries++;
            }
        }
    }

    private void Audit(TruthLog truth, CountdownEvent bothOwnOne)
    {
        lock (_ledger)
        {
            bothOwnOne.Signal();
            bothOwnOne.Wait();
            Fault fault = truth.Begin();
            Deadlocked.Add(fault, FaultCategory.Lock, isDeadlocked: true);
            lock (_account) // BLOCKS
            {
                _entries--;
            }
        }
    }
}
