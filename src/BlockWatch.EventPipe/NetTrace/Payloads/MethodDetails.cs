namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>A method's type and token, also when it never gets a body.</summary>
internal readonly record struct MethodDetails(long MethodId, long TypeId, int Token)
{
    /// <summary>False when the payload is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out MethodDetails method)
    {
        var reader = new PayloadReader(payload);
        method = new MethodDetails(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
        return !reader.IsShort;
    }
}
