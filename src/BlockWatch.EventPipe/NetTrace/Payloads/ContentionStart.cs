namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>A thread begins to wait for a lock.</summary>
/// <param name="LockId">The lock; 0 when the runtime does not tell (before .NET 8).</param>
/// <param name="OwnerThreadId">The thread that has it, by the runtime's choice of ids (see <see cref="Lanes.LockOwnerIds"/>); 0 when unknown.</param>
internal readonly record struct ContentionStart(long LockId, long OwnerThreadId)
{
    private const int FirstWithLock = 2;

    public static ContentionStart Read(in NetTraceEvent data)
    {
        if (data.Kind.Version < FirstWithLock)
        {
            return default;
        }

        var reader = new PayloadReader(data.Payload);
        reader.ReadByte(); // flags
        reader.ReadUInt16(); // runtime instance
        long lockId = reader.ReadPointer(data.Trace.PointerSize);
        reader.ReadPointer(data.Trace.PointerSize); // the locked object
        return new ContentionStart(lockId, reader.ReadInt64());
    }
}
