using System.Collections.Concurrent;

namespace SampleTargets.Truth;

/// <summary>Faults that do not end by themselves: they last until the run ends, which writes them down in place of their threads.</summary>
internal sealed class LastingFaults
{
    private readonly ConcurrentQueue<(Fault Fault, FaultCategory Category, bool IsDeadlocked)> _faults = new();

    /// <summary>Call it between <see cref="TruthLog.Begin"/> and the fault.</summary>
    /// <param name="fault">What <see cref="TruthLog.Begin"/> returned.</param>
    /// <param name="category">What holds the thread.</param>
    /// <param name="isDeadlocked">True for a thread of the deadlock itself, false for one that waits for it from outside.</param>
    public void Add(Fault fault, FaultCategory category, bool isDeadlocked) => _faults.Enqueue((fault, category, isDeadlocked));

    /// <summary>Ends all of them now.</summary>
    public void End(TruthLog truth)
    {
        while (_faults.TryDequeue(out var lasting))
        {
            truth.End(lasting.Fault, lasting.Category);
            if (lasting.IsDeadlocked)
            {
                truth.End(lasting.Fault, lasting.Category, kind: TruthKind.Deadlock);
            }
        }
    }
}
