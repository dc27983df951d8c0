using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Lanes;

/// <summary>Gathers the pool's three counters, which come as an event each, into one count.</summary>
/// <remarks>Not thread-safe: one for each session.</remarks>
internal sealed class CounterBatch
{
    private const int All = 7;
    private int _seen;

    public int Threads { get; private set; }

    public long QueueLength { get; private set; }

    public long CompletedItems { get; private set; }

    /// <summary>Asks a source for the counters' events, and for no others.</summary>
    public static void Subscribe(EventDispatch source, EventAction onCounter) => source.On(RuntimeProviders.Counters, onCounter);

    /// <summary>Takes one counter event.</summary>
    /// <returns>True when it completed a set of all three.</returns>
    public bool Add(in NetTraceEvent data)
    {
        if (!PoolCounter.TryRead(data, out PoolCounter counter))
        {
            return false;
        }

        switch (counter.Name)
        {
            case PoolCounterName.Threads:
                Threads = (int)counter.Value;
                break;
            case PoolCounterName.QueueLength:
                QueueLength = (long)counter.Value;
                break;
            default:
                CompletedItems = (long)counter.Value;
                break;
        }

        _seen |= 1 << (int)counter.Name;
        if (_seen != All)
        {
            return false;
        }

        _seen = 0;
        return true;
    }
}
