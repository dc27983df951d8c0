namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>A method compiled ahead of time, first used now (R2RGetEntryPoint).</summary>
internal readonly record struct EntryPoint(string TypeName, string MethodName, string Signature, ulong Start)
{
    /// <summary>False when the payload is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out EntryPoint method)
    {
        var reader = new PayloadReader(payload);
        reader.ReadInt64(); // method
        method = new EntryPoint(reader.ReadText(), reader.ReadText(), reader.ReadText(), (ulong)reader.ReadInt64());
        return !reader.IsShort;
    }
}
