namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>Goes through the fields of an event that describes itself.</summary>
internal ref struct FieldWalk
{
    private readonly IReadOnlyList<PayloadField> _fields;
    private PayloadReader _reader;
    private int _next;

    public FieldWalk(IReadOnlyList<PayloadField> fields, ReadOnlySpan<byte> payload)
    {
        _fields = fields;
        _reader = new PayloadReader(payload);
    }

    public readonly PayloadField Field => _fields[_next - 1];

    /// <summary>The field's place among all.</summary>
    public readonly int Index => _next - 1;

    /// <summary>Its characters, when it is a text.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    /// <summary>Its value, when it is a double.</summary>
    public double Number { get; private set; }

    /// <summary>Goes to the next field; false when there is none, or the payload ends in it.</summary>
    public bool MoveNext()
    {
        if (_next == _fields.Count)
        {
            return false;
        }

        Text = default;
        Number = 0;
        switch (_fields[_next++].Type)
        {
            case PayloadFieldType.Text:
                Text = _reader.ReadTextBytes();
                break;
            case PayloadFieldType.Double:
                Number = _reader.ReadDouble();
                break;
            case PayloadFieldType other:
                _reader.Skip(SizeOf(other));
                break;
        }

        return !_reader.IsShort;
    }

    private static int SizeOf(PayloadFieldType type) => type switch
    {
        PayloadFieldType.SByte or PayloadFieldType.Byte => 1,
        PayloadFieldType.Char or PayloadFieldType.Int16 or PayloadFieldType.UInt16 => 2,
        PayloadFieldType.Boolean or PayloadFieldType.Int32 or PayloadFieldType.UInt32 or PayloadFieldType.Single => 4,
        PayloadFieldType.Decimal or PayloadFieldType.Guid => 16,
        _ => 8,
    };
}
