using System.Buffers.Binary;

namespace BlockWatch.EventPipe.Methods;

/// <summary>Which methods the JIT inlined into one body, and which of them each native offset is from.</summary>
/// <remarks>
/// The runtime's JittedMethodRichDebugInfo event, which needs DOTNET_RichDebugInfo=1 in the target's environment. Only the
/// innermost method's IL offset is taken from it: the offsets of the calls, which the event has as well, were seen to be garbage.
/// </remarks>
internal sealed class InlineTree
{
    private const uint OnlyChunk = 0x80000000;
    private const int HeaderBytes = 34;
    private const int NodeBytes = 20;
    private const int MappingBytes = 13;

    // A node's place among its siblings and children is an index: a damaged payload must not send us round in circles.
    private const int DeepestTree = 64;

    // Node 0 is the body's own method. A parent is always another node; the root's is -1.
    private readonly long[] _methodIds;
    private readonly int[] _parents;

    // Sorted by native offset; all of the same length.
    private readonly int[] _nativeOffsets;
    private readonly int[] _nodes;
    private readonly int[] _ilOffsets;

    private InlineTree(long[] methodIds, int[] parents, int[] nativeOffsets, int[] nodes, int[] ilOffsets)
    {
        _methodIds = methodIds;
        _parents = parents;
        _nativeOffsets = nativeOffsets;
        _nodes = nodes;
        _ilOffsets = ilOffsets;
    }

    /// <summary>The id of the method that was compiled, from the event's payload; 0 when it is too short.</summary>
    public static long MethodIdOf(ReadOnlySpan<byte> payload) =>
        payload.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadInt64LittleEndian(payload[2..]);

    /// <summary>Reads the event's payload; null when it is one of several chunks, damaged, or says that nothing was inlined.</summary>
    public static InlineTree? Parse(ReadOnlySpan<byte> payload)
    {
        // Instance u16, method id, ReJIT id and code id u64, chunk u32 with the last one's bit, data length u32, then the
        // data: two counts u32, nodes (method id u64, IL offset, child, sibling u32), mappings (IL offset, node, native offset u32, source u8).
        if (payload.Length < HeaderBytes + 8 || BinaryPrimitives.ReadUInt32LittleEndian(payload[26..]) != OnlyChunk)
        {
            return null;
        }

        ReadOnlySpan<byte> data = payload[HeaderBytes..];
        int nodeCount = BinaryPrimitives.ReadInt32LittleEndian(data);
        int mappingCount = BinaryPrimitives.ReadInt32LittleEndian(data[4..]);
        long wanted = 8 + ((long)nodeCount * NodeBytes) + ((long)mappingCount * MappingBytes);
        if (nodeCount < 2 || mappingCount < 1 || wanted > data.Length)
        {
            return null;
        }

        var methodIds = new long[nodeCount];
        int[]? parents = ReadNodes(data.Slice(8, nodeCount * NodeBytes), methodIds);
        return parents is null ? null : ReadMappings(data.Slice(8 + (nodeCount * NodeBytes), mappingCount * MappingBytes), methodIds, parents);
    }

    /// <summary>The inlined methods that this native offset lies in, the innermost first; empty when it is the body's own code.</summary>
    public IReadOnlyList<InlinedCode> At(int nativeOffset)
    {
        int index = Array.BinarySearch(_nativeOffsets, nativeOffset);
        index = index < 0 ? ~index - 1 : index;
        while (index >= 0 && index + 1 < _nativeOffsets.Length && _nativeOffsets[index + 1] == _nativeOffsets[index])
        {
            index++;
        }

        if (index < 0 || _nodes[index] == 0)
        {
            return [];
        }

        var inlined = new List<InlinedCode> { new(_methodIds[_nodes[index]], Math.Max(-1, _ilOffsets[index])) };
        for (int node = _parents[_nodes[index]]; node > 0 && inlined.Count < DeepestTree; node = _parents[node])
        {
            inlined.Add(new InlinedCode(_methodIds[node], -1));
        }

        return inlined;
    }

    // The parents, or null when the links are not those of a tree.
    private static int[]? ReadNodes(ReadOnlySpan<byte> data, long[] methodIds)
    {
        int count = methodIds.Length;
        var children = new int[count];
        var siblings = new int[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> node = data.Slice(i * NodeBytes, NodeBytes);
            methodIds[i] = BinaryPrimitives.ReadInt64LittleEndian(node);
            children[i] = BinaryPrimitives.ReadInt32LittleEndian(node[12..]);
            siblings[i] = BinaryPrimitives.ReadInt32LittleEndian(node[16..]);
        }

        var parents = new int[count];
        Array.Fill(parents, -1);
        for (int i = 0; i < count; i++)
        {
            // Index 0 ends a list: the root is nobody's child.
            for (int child = children[i]; child != 0; child = siblings[child])
            {
                if (child < 0 || child >= count || parents[child] >= 0)
                {
                    return null;
                }

                parents[child] = i;
            }
        }

        return parents;
    }

    private static InlineTree? ReadMappings(ReadOnlySpan<byte> data, long[] methodIds, int[] parents)
    {
        int count = data.Length / MappingBytes;
        var keys = new long[count];
        var nodes = new int[count];
        var ilOffsets = new int[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> mapping = data.Slice(i * MappingBytes, MappingBytes);
            ilOffsets[i] = BinaryPrimitives.ReadInt32LittleEndian(mapping);
            nodes[i] = BinaryPrimitives.ReadInt32LittleEndian(mapping[4..]);
            keys[i] = ((long)BinaryPrimitives.ReadUInt32LittleEndian(mapping[8..]) << 32) | (uint)i;
            bool isOfTree = nodes[i] == 0 || (nodes[i] > 0 && nodes[i] < parents.Length && parents[nodes[i]] >= 0);
            if (!isOfTree)
            {
                return null;
            }
        }

        // The place in the list breaks ties, as in ILToNativeMap: of mappings at one offset the last listed counts.
        Array.Sort(keys);
        int[] order = [.. keys.Select(static key => (int)(uint)key)];
        return new InlineTree(
            methodIds,
            parents,
            [.. keys.Select(static key => (int)(key >> 32))],
            [.. order.Select(i => nodes[i])],
            [.. order.Select(i => ilOffsets[i])]);
    }
}
