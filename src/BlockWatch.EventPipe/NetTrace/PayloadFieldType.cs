namespace BlockWatch.EventPipe.NetTrace;

/// <summary>How a field is written; the numbers are the format's.</summary>
internal enum PayloadFieldType
{
    Object = 1,
    Boolean = 3,
    Char = 4,
    SByte = 5,
    Byte = 6,
    Int16 = 7,
    UInt16 = 8,
    Int32 = 9,
    UInt32 = 10,
    Int64 = 11,
    UInt64 = 12,
    Single = 13,
    Double = 14,
    Decimal = 15,
    DateTime = 16,
    Guid = 17,
    Text = 18,
}
