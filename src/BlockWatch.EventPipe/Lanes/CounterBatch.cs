using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.Tracing;

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
    public static void Subscribe(TraceEventDispatcher source, Action<TraceEvent> onCounter) => source.Dynamic.AddCallbackForProviderEvents(
        static (provider, _) => provider is null or RuntimeProviders.Counters ? EventFilterResponse.AcceptEvent : EventFilterResponse.RejectProvider,
        data =>
        {
            if (data.ProviderName == RuntimeProviders.Counters)
            {
                onCounter(data);
            }
        });

    /// <summary>Takes one counter event.</summary>
    /// <returns>True when it completed a set of all three.</returns>
    public bool Add(TraceEvent counter)
    {
        if (counter.PayloadValue(0) is not IDictionary<string, object> outer || !outer.TryGetValue("Payload", out object? inner)
            || inner is not IDictionary<string, object> payload || !payload.TryGetValue("Name", out object? name))
        {
            return false;
        }

        switch (name as string)
        {
            case "threadpool-thread-count":
                Threads = (int)Read(payload, "Mean");
                _seen |= 1;
                break;
            case "threadpool-queue-length":
                QueueLength = (long)Read(payload, "Mean");
                _seen |= 2;
                break;
            case "threadpool-completed-items-count":
                CompletedItems = (long)Read(payload, "Increment");
                _seen |= 4;
                break;
            default:
                return false;
        }

        if (_seen != All)
        {
            return false;
        }

        _seen = 0;
        return true;
    }

    private static double Read(IDictionary<string, object> payload, string field) =>
        payload.TryGetValue(field, out object? value) && value is double number && double.IsFinite(number) ? number : 0;
}
