using System.Buffers.Binary;

namespace BlockWatch.Fuzz.Mutations;

/// <summary>Changes a trace of format 4 at its blocks' boundaries: their lengths, their order, what is in their first bytes.</summary>
internal static class BlockMutator
{
    private static readonly byte[][] Names = ["EventBlock"u8.ToArray(), "StackBlock"u8.ToArray(), "MetadataBlock"u8.ToArray(), "SPBlock"u8.ToArray()];

    public static byte[] Mutate(byte[] trace, Random random)
    {
        List<int> starts = Starts(trace);
        if (starts.Count < 2)
        {
            return ByteMutator.Mutate(trace, random);
        }

        int at = random.Next(starts.Count);
        int start = starts[at];
        int end = at + 1 < starts.Count ? starts[at + 1] : trace.Length;
        switch (random.Next(6))
        {
            case 0: // its length
                byte[] lied = [.. trace];
                BinaryPrimitives.WriteInt32LittleEndian(lied.AsSpan(Math.Min(LengthAt(trace, start), trace.Length - 4)), (int)ByteMutator.Edge(random));
                return lied;
            case 1: // without it
                return [.. trace.AsSpan(0, start), .. trace.AsSpan(end)];
            case 2: // it twice, or often
                int copies = random.Next(8) == 0 ? 200 : 2;
                return [.. trace.AsSpan(0, start), .. Enumerable.Repeat(trace[start..end], copies).SelectMany(static block => block).Take(4 << 20), .. trace.AsSpan(end)];
            case 3: // another's name
                byte[] renamed = [.. trace];
                Names[random.Next(Names.Length)].AsSpan(0, 7).CopyTo(renamed.AsSpan(Math.Min(NameAt(start), trace.Length - 7)));
                return renamed;
            case 4: // only what is in it
                int content = Math.Min(LengthAt(trace, start) + 8, end);
                return [.. trace.AsSpan(0, content), .. ByteMutator.Mutate(trace[content..end], random), .. trace.AsSpan(end)];
            default: // in another order
                int other = starts[random.Next(starts.Count)];
                return [.. trace.AsSpan(0, Math.Max(start, other)), .. trace.AsSpan(Math.Min(start, other))];
        }
    }

    // An object begins with 5, 5, 1, two versions and its type's name.
    private static List<int> Starts(byte[] trace)
    {
        List<int> starts = [];
        ReadOnlySpan<byte> begin = [5, 5, 1, 2, 0, 0, 0];
        for (int at = 0; at < trace.Length;)
        {
            int next = trace.AsSpan(at).IndexOf(begin);
            if (next < 0)
            {
                break;
            }

            starts.Add(at + next);
            at += next + 1;
        }

        return starts;
    }

    private static int NameAt(int start) => start + 15;

    private static int LengthAt(byte[] trace, int start) =>
        NameAt(start) + BinaryPrimitives.ReadInt32LittleEndian(trace.AsSpan(Math.Min(NameAt(start) - 4, trace.Length - 4))) + 1 is var at && at >= 0 && at < trace.Length - 4 ? at : start;
}
