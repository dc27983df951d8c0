namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>A managed thread's two numbers, as its birth (ThreadCreated) and the list of all threads (ThreadDC) say them.</summary>
/// <param name="Managed">The class library's: <c>Thread.ManagedThreadId</c>. Used again after the thread's end.</param>
/// <param name="System">The operating system's, which all events bear.</param>
internal readonly record struct ThreadIds(long Managed, long System)
{
    /// <summary>False when the payload is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ThreadIds ids)
    {
        var reader = new PayloadReader(payload);
        reader.Skip((2 * sizeof(long)) + sizeof(int)); // the runtime's own object, application domain, flags
        ids = new ThreadIds((uint)reader.ReadInt32(), (uint)reader.ReadInt32());
        return !reader.IsShort;
    }
}
