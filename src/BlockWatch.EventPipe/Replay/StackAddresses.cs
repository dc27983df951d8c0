using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Etlx;

namespace BlockWatch.EventPipe.Replay;

/// <summary>The raw addresses of an event's stack, as TraceEvent keeps them.</summary>
internal static class StackAddresses
{
    /// <summary>Leaf first; null when the event came without a stack.</summary>
    public static ulong[]? Of(TraceEvent data)
    {
        TraceLog? log = data.Log();
        CallStackIndex index = log is null ? CallStackIndex.Invalid : data.CallStackIndex();
        if (log is null || index == CallStackIndex.Invalid)
        {
            return null;
        }

        int depth = 0;
        for (CallStackIndex at = index; at != CallStackIndex.Invalid; at = log.CallStacks.Caller(at))
        {
            depth++;
        }

        var addresses = new ulong[depth];
        int i = 0;
        for (CallStackIndex at = index; at != CallStackIndex.Invalid; at = log.CallStacks.Caller(at))
        {
            addresses[i++] = log.CodeAddresses.Address(log.CallStacks.CodeAddressIndex(at));
        }

        return addresses;
    }
}
