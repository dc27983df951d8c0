using System.Buffers.Binary;

namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>Which IL offset a body's native offsets are of (MethodILToNativeMap): pairs, as the runtime lists them.</summary>
internal readonly record struct ILMapPayload(long MethodId, int[] NativeOffsets, int[] ILOffsets)
{
    /// <summary>False when the payload is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ILMapPayload map)
    {
        var reader = new PayloadReader(payload);
        long methodId = reader.ReadInt64();
        reader.ReadInt64(); // ReJIT id
        reader.ReadByte(); // extent
        int count = reader.ReadUInt16();
        int[] il = ReadAll(ref reader, count);
        int[] native = ReadAll(ref reader, count);
        map = new ILMapPayload(methodId, native, il);
        return !reader.IsShort;
    }

    private static int[] ReadAll(ref PayloadReader reader, int count)
    {
        ReadOnlySpan<byte> bytes = reader.Take(count * sizeof(int));
        var values = new int[bytes.Length / sizeof(int)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        }

        return values;
    }
}
