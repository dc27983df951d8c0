namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>Goes through the types of one BulkType event.</summary>
internal ref struct BulkTypes
{
    private PayloadReader _reader;
    private int _left;

    public BulkTypes(ReadOnlySpan<byte> payload)
    {
        _reader = new PayloadReader(payload);
        _left = _reader.ReadInt32();
        _reader.ReadUInt16(); // runtime instance
    }

    /// <summary>Reads the next type; false when there is none, or the payload ends in it.</summary>
    /// <param name="typeId">The runtime's id.</param>
    /// <param name="moduleId">The module that it is from.</param>
    public bool TryRead(out long typeId, out long moduleId)
    {
        typeId = 0;
        moduleId = 0;
        if (_left-- <= 0)
        {
            return false;
        }

        typeId = _reader.ReadInt64();
        moduleId = _reader.ReadInt64();
        _reader.ReadInt64(); // name's id, flags
        _reader.ReadByte(); // element type
        _reader.ReadTextBytes(); // name
        int parameters = _reader.ReadInt32();
        if (parameters is < 0 or > ushort.MaxValue)
        {
            return false;
        }

        _reader.Skip(parameters * sizeof(long));
        return !_reader.IsShort;
    }
}
