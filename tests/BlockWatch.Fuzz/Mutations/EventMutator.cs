using BlockWatch.EventPipe.NetTrace;
using BlockWatch.Fuzz.Seeds;

namespace BlockWatch.Fuzz.Mutations;

/// <summary>Changes the events of a trace, which stays one by its form: what they say, when, of whom, in which order, with which stacks.</summary>
internal static class EventMutator
{
    private const int DeepestStack = 20_000;

    public static IReadOnlyList<SeedEvent> Mutate(SeedTrace trace, Random random, IReadOnlyList<SeedEvent> other)
    {
        List<SeedEvent> events = [.. trace.Events];
        if (random.Next(2) == 0)
        {
            int from = random.Next(events.Count);
            events = events.GetRange(from, Math.Min(events.Count - from, random.Next(1, 200)));
        }

        for (int changes = 1 + random.Next(6); changes > 0 && events.Count > 0; changes--)
        {
            Change(events, random, other);
        }

        return events;
    }

    /// <summary>A trace of format 4 of them.</summary>
    public static byte[] Written(byte[] header, IReadOnlyList<SeedEvent> events, Random random)
    {
        using MemoryStream bytes = new();
        var writer = new NetTraceWriter(bytes, header);
        foreach (SeedEvent e in events)
        {
            writer.Write(e.Kind, e.Ticks, e.ThreadId, e.Payload, e.Stack, random.Next(200) == 0 ? random.Next(1_000) : 0);
        }

        writer.End();
        return bytes.ToArray();
    }

    private static void Change(List<SeedEvent> events, Random random, IReadOnlyList<SeedEvent> other)
    {
        int at = random.Next(events.Count);
        SeedEvent e = events[at];
        switch (random.Next(11))
        {
            case 0:
                events[at] = e with { Ticks = random.Next(2) == 0 ? ByteMutator.Edge(random) : e.Ticks + random.NextInt64(-5_000_000_000, 5_000_000_000) };
                break;
            case 1:
                events[at] = e with { ThreadId = random.Next(2) == 0 ? ByteMutator.Edge(random) : events[random.Next(events.Count)].ThreadId };
                break;
            case 2 or 3 or 4:
                events[at] = e with { Payload = ByteMutator.Mutate(e.Payload, random, other[random.Next(other.Count)].Payload) };
                break;
            case 5:
                events[at] = e with { Stack = Stack(e.Stack, random) };
                break;
            case 6:
                events.RemoveRange(at, Math.Min(events.Count - at, random.Next(1, 40)));
                break;
            case 7:
                events.InsertRange(random.Next(events.Count + 1), events.GetRange(at, Math.Min(events.Count - at, random.Next(1, 40))));
                break;
            case 8:
                events[at] = e with { Kind = events[random.Next(events.Count)].Kind };
                break;
            case 9:
                events.Insert(at, other[random.Next(other.Count)] with { Ticks = e.Ticks, ThreadId = e.ThreadId });
                break;
            default:
                // The same again and again, each a little later and of a thread of its own: tables that grow.
                int copies = random.Next(20) == 0 ? random.Next(2_000) : random.Next(20);
                events.InsertRange(at, Enumerable.Range(1, copies).Select(i => e with { Ticks = e.Ticks + i, ThreadId = random.Next(2) == 0 ? e.ThreadId + i : e.ThreadId }));
                break;
        }
    }

    private static ulong[] Stack(ulong[] stack, Random random) => random.Next(5) switch
    {
        0 => [],
        1 => [.. stack, .. stack],
        2 => [.. Enumerable.Range(0, random.Next(random.Next(10) == 0 ? DeepestStack : 300)).Select(i => stack.Length == 0 ? (ulong)i : stack[i % stack.Length])],
        3 => [.. stack.Reverse()],
        _ => [.. stack.Select(address => random.Next(4) == 0 ? unchecked((ulong)ByteMutator.Edge(random)) : address)],
    };
}
