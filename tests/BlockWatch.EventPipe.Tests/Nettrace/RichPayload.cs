namespace BlockWatch.EventPipe.Tests.Nettrace;

/// <summary>Builds the payload of JittedMethodRichDebugInfo, as .NET 8 to 10 were seen to write it.</summary>
internal sealed class RichPayload
{
    private readonly List<(long MethodId, int Child, int Sibling)> _nodes = [];
    private readonly List<(int ILOffset, int Node, int NativeOffset)> _mappings = [];

    /// <summary>2^31 for the only chunk; less for one of several.</summary>
    public uint Chunk { get; init; } = 0x80000000;

    /// <summary>Bytes that are missing at the end.</summary>
    public int CutBy { get; init; }

    /// <summary>A method of the tree; the first is the body's own. Links are indexes, 0 for none.</summary>
    public RichPayload Node(long methodId, int child = 0, int sibling = 0)
    {
        _nodes.Add((methodId, child, sibling));
        return this;
    }

    public RichPayload Mapping(int nativeOffset, int node, int ilOffset)
    {
        _mappings.Add((ilOffset, node, nativeOffset));
        return this;
    }

    public byte[] ToArray(long methodId)
    {
        var data = new PayloadBuilder().Int32(_nodes.Count).Int32(_mappings.Count);
        foreach ((long id, int child, int sibling) in _nodes)
        {
            // The IL offset of the call is garbage in real payloads, too.
            data.Int64(id).Int32(unchecked((int)0xD0187088)).Int32(child).Int32(sibling);
        }

        foreach ((int ilOffset, int node, int nativeOffset) in _mappings)
        {
            data.Int32(ilOffset).Int32(node).Int32(nativeOffset).Byte(2);
        }

        byte[] bytes = data.ToArray();
        byte[] whole = new PayloadBuilder().Int16(0).Int64(methodId).Int64(0).Int64(0).Int32(unchecked((int)Chunk)).Int32(bytes.Length).Bytes(bytes).ToArray();
        return whole[..^CutBy];
    }
}
