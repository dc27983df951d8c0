namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>A body of a method, loaded, unloaded or listed (MethodLoadVerbose, MethodUnloadVerbose, MethodDCEndVerbose).</summary>
internal readonly record struct MethodLoad(
    long MethodId, long ModuleId, ulong Start, uint Size, int Token, int Flags, string TypeName, string MethodName, string Signature)
{
    /// <summary>False when the payload is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out MethodLoad method)
    {
        var reader = new PayloadReader(payload);
        long methodId = reader.ReadInt64();
        long moduleId = reader.ReadInt64();
        var start = (ulong)reader.ReadInt64();
        var size = (uint)reader.ReadInt32();
        int token = reader.ReadInt32();
        method = new MethodLoad(methodId, moduleId, start, size, token, reader.ReadInt32(), reader.ReadText(), reader.ReadText(), reader.ReadText());
        return !reader.IsShort;
    }

    /// <summary>The id alone, which such events, and those of a compilation's start, begin with.</summary>
    public static long IdOf(ReadOnlySpan<byte> payload) => new PayloadReader(payload).ReadInt64();
}
