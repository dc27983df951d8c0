using System.Buffers.Binary;

namespace BlockWatch.EventPipe.Tests.Lanes.AsyncProfiler;

/// <summary>Writes one buffer of the runtime's async profiler, as .NET 11.0.0 lays it out.</summary>
internal sealed class ProfilerBytes
{
    /// <summary>By event: how many bytes its length has.</summary>
    private static readonly int[] LengthBytes = [-1, 1, 1, 0, 0, 1, 2, 2, 2, 0, 0, 1, 1, 0, 0, 1, 2, 0, 0, 2, 0, 0, 2, 1];

    private readonly List<byte> _events = [];
    private readonly long _thread;
    private readonly long _start;
    private readonly byte _version;
    private long _now;
    private int _count;

    /// <param name="thread">The thread whose events it has.</param>
    /// <param name="start">Its time, ticks of a nanosecond.</param>
    /// <param name="version">Of the buffer.</param>
    public ProfilerBytes(long thread, long start, byte version = 1)
    {
        _thread = thread;
        _start = _now = start;
        _version = version;
    }

    /// <summary>What the runtime says of its events.</summary>
    /// <param name="versions">Of events that have another version than 1.</param>
    /// <param name="without">An event that it does not have.</param>
    /// <param name="wrappers">Wrapper methods.</param>
    /// <param name="frequency">Of its clock.</param>
    public ProfilerBytes Manifest(IReadOnlyDictionary<int, int>? versions = null, int without = 0, int wrappers = 32, ulong frequency = 1_000_000_000)
    {
        List<byte> payload = [.. Number(frequency), .. Number((ulong)_now), .. Number(133_000_000_000_000_000), .. Number(16_128), (byte)wrappers];
        int[] ids = [.. Enumerable.Range(1, 23).Where(id => id != without)];
        payload.Add((byte)ids.Length);
        foreach (int id in ids)
        {
            payload.AddRange([(byte)id, (byte)(versions?.GetValueOrDefault(id, 1) ?? 1), (byte)LengthBytes[id]]);
        }

        return Event(22, 0, [.. payload]);
    }

    /// <summary>The thread resumes these methods.</summary>
    public ProfilerBytes Resume(long after, params ulong[] addresses) => Resume(after, 0, addresses);

    /// <summary>The thread resumes these methods, the first in this wrapper.</summary>
    public ProfilerBytes Resume(long after, int wrapper, ulong[] addresses) => Event(7, after, Callstack(addresses.Length, wrapper, addresses));

    public ProfilerBytes Suspend(long after) => Event(3, after, []);

    public ProfilerBytes Complete(long after) => Event(4, after, []);

    public ProfilerBytes Reset(long after) => Event(20, after, []);

    /// <summary>Any event.</summary>
    public ProfilerBytes Event(byte id, long after, byte[] payload)
    {
        int lengthBytes = id < LengthBytes.Length ? LengthBytes[id] : 1;
        _now += after;
        _count++;
        _events.Add(id);
        _events.AddRange(Number((ulong)after));
        if (lengthBytes > 0)
        {
            _events.Add((byte)payload.Length);
        }

        if (lengthBytes == 2)
        {
            _events.Add((byte)(payload.Length >> 8));
        }

        _events.AddRange(payload);
        return this;
    }

    /// <summary>The buffer, with the 32 bits of its length in front as the event source writes them.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[4 + 37 + _events.Count];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - 4);
        Span<byte> buffer = bytes.AsSpan(4);
        buffer[0] = _version;
        BinaryPrimitives.WriteInt32LittleEndian(buffer[1..], buffer.Length);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[5..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[9..], _thread);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[17..], _count);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[21..], _start);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[29..], _now);
        _events.CopyTo(bytes, 41);
        return bytes;
    }

    /// <summary>The payload of a resumption.</summary>
    public static byte[] Callstack(int count, int wrapper, ulong[] addresses)
    {
        List<byte> payload = [0, (byte)wrapper, (byte)count, .. Number(5)];
        for (int i = 0; i < addresses.Length; i++)
        {
            long delta = i == 0 ? 0 : (long)(addresses[i] - addresses[i - 1]);
            payload.AddRange(i == 0 ? Number(addresses[0]) : Number((ulong)((delta << 1) ^ (delta >> 63))));
        }

        return [.. payload];
    }

    private static List<byte> Number(ulong value)
    {
        List<byte> bytes = [];
        for (; value > 0x7F; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
