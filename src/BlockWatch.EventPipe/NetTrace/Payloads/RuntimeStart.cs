namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>What a runtime says of itself (RuntimeInformation).</summary>
internal readonly record struct RuntimeStart(int Major, int Minor, string CommandLine)
{
    /// <summary>False when the payload is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out RuntimeStart runtime)
    {
        var reader = new PayloadReader(payload);
        reader.Skip(6 * sizeof(ushort)); // instance, sku, the class library's version
        int major = reader.ReadUInt16();
        int minor = reader.ReadUInt16();
        reader.Skip((2 * sizeof(ushort)) + sizeof(int) + sizeof(byte)); // build, fix, flags, mode
        runtime = new RuntimeStart(major, minor, reader.ReadText());
        return !reader.IsShort;
    }
}
