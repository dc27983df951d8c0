using System.IO.Compression;
using System.Runtime.InteropServices;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.TestKit;

namespace BlockWatch.Fuzz.Seeds;

/// <summary>Cuts small traces out of those in tests/traces: some events in a row, and the methods and modules that their stacks are in.</summary>
internal static class RecordedTrace
{
    // Of what is listed, so much stays: a few hundred methods, the modules that they are from.
    private const int MostListed = 400;

    /// <param name="name">The recording.</param>
    /// <param name="counts">How many events to take, for each piece.</param>
    public static IEnumerable<SeedTrace> Pieces(string name, params int[] counts)
    {
        byte[] bytes = Unpacked(name);
        return counts.Select(count => Piece(name, bytes, count));
    }

    private static SeedTrace Piece(string name, byte[] bytes, int events)
    {
        byte[] header = new TraceObjects(new TraceInput(new MemoryStream(bytes), isLive: false)).ReadHeader();
        List<SeedEvent> happened = [];
        List<SeedEvent> listed = [];
        Read(bytes, (in NetTraceEvent data) =>
        {
            bool isListed = data.Kind.Provider == RuntimeProviders.Rundown;
            if (isListed || happened.Count < events * 8)
            {
                (isListed ? listed : happened).Add(new SeedEvent(data.Kind, data.Ticks, data.ThreadId, Elsewhere(data.Payload), data.Stack.ToArray()));
            }
        });
        List<SeedEvent> piece = [.. Varied(happened, events)];
        HashSet<ulong> addresses = [.. piece.SelectMany(e => e.Stack)];
        return new SeedTrace($"{name}, {events} events", header, [.. piece, .. Needed(listed, addresses)]);
    }

    // The framework's files are opened where they lie on this machine too: the target "symbols" has files, here they would take most of the time.
    private static byte[] Elsewhere(ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> here = MemoryMarshal.AsBytes("/usr/".AsSpan());
        byte[] elsewhere = payload.ToArray();
        for (int at; (at = elsewhere.AsSpan().IndexOf(here)) >= 0;)
        {
            MemoryMarshal.AsBytes("/not/".AsSpan()).CopyTo(elsewhere.AsSpan(at));
        }

        return elsewhere;
    }

    // One kind may be most of a trace: each has its share.
    private static IEnumerable<SeedEvent> Varied(List<SeedEvent> all, int count)
    {
        int share = Math.Max(4, count / Math.Max(1, all.Select(e => (e.Kind.Provider, e.Kind.EventId)).Distinct().Count()));
        return all.GroupBy(e => (e.Kind.Provider, e.Kind.EventId)).SelectMany(kind => kind.Take(share)).OrderBy(e => e.Ticks).Take(count);
    }

    private static IEnumerable<SeedEvent> Needed(List<SeedEvent> listed, HashSet<ulong> addresses)
    {
        List<SeedEvent> methods = [.. listed.Where(e => e.Kind.EventId == RundownEventIds.MethodAtEnd && Holds(e, addresses)).Take(MostListed)];
        HashSet<long> methodIds = [.. methods.Select(e => BitConverter.ToInt64(e.Payload))];
        HashSet<long> moduleIds = [.. methods.Select(e => BitConverter.ToInt64(e.Payload, sizeof(long)))];
        return listed.Where(e => e.Kind.EventId switch
        {
            RundownEventIds.MethodAtEnd => methodIds.Contains(BitConverter.ToInt64(e.Payload)) && methods.Contains(e),
            RundownEventIds.ILToNativeMapAtEnd => methodIds.Contains(BitConverter.ToInt64(e.Payload)) && e.Payload.Length < 2_000,
            RundownEventIds.ModuleAtEnd => moduleIds.Contains(BitConverter.ToInt64(e.Payload)),
            RundownEventIds.RuntimeAtEnd or RundownEventIds.EndComplete => true,
            _ => false,
        });
    }

    private static bool Holds(SeedEvent method, HashSet<ulong> addresses)
    {
        ulong start = BitConverter.ToUInt64(method.Payload, 2 * sizeof(long));
        ulong size = BitConverter.ToUInt32(method.Payload, 3 * sizeof(long));
        return addresses.Any(address => address - start < size);
    }

    private static void Read(byte[] trace, EventAction onEvent)
    {
        var dispatch = new EventDispatch();
        dispatch.OnAll(onEvent);
        new NetTraceReader(new TraceInput(new MemoryStream(trace), isLive: false), dispatch).Read();
    }

    private static byte[] Unpacked(string name)
    {
        using var packed = new GZipStream(File.OpenRead(RepositoryRoot.Combine("tests", "traces", name + ".nettrace.gz")), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }
}
