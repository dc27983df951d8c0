namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>A method compiled ahead of time, first used now (R2RGetEntryPoint).</summary>
internal readonly record struct EntryPoint(long MethodId, string TypeName, string MethodName, string Signature, ulong Start)
{
    /// <summary>False when the payload is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out EntryPoint method)
    {
        var reader = new PayloadReader(payload);
        method = new EntryPoint(reader.ReadInt64(), reader.ReadText(), reader.ReadText(), reader.ReadText(), (ulong)reader.ReadInt64());
        return !reader.IsShort;
    }
}
