using System.Collections.Concurrent;

namespace SampleTargets.Truth;

/// <summary>Faults that do not end by themselves: they last until the run ends, which writes them down in place of their threads.</summary>
internal sealed class LastingFaults
{
    private readonly ConcurrentQueue<(Fault Fault, FaultCategory Category)> _faults = new();

    /// <summary>Call it between <see cref="TruthLog.Begin"/> and the fault.</summary>
    public void Add(Fault fault, FaultCategory category) => _faults.Enqueue((fault, category));

    /// <summary>Ends all of them now.</summary>
    public void End(TruthLog truth)
    {
        while (_faults.TryDequeue(out var lasting))
        {
            truth.End(lasting.Fault, lasting.Category);
        }
    }
}
