namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>The pool changes how many workers it wants (ThreadPoolWorkerThreadAdjustmentAdjustment).</summary>
/// <param name="ThreadCount">Workers from now on.</param>
/// <param name="Reason">Why, by the runtime's numbers.</param>
internal readonly record struct PoolAdjustment(int ThreadCount, int Reason)
{
    public static PoolAdjustment Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload);
        reader.ReadDouble(); // throughput
        return new PoolAdjustment(reader.ReadInt32(), reader.ReadInt32());
    }
}
