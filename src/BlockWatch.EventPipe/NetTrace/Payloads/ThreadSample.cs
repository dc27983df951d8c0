namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>The sampler's event.</summary>
internal static class ThreadSample
{
    private const int Managed = 2;

    /// <summary>Whether the thread ran managed code; otherwise it was blocked, or in native code.</summary>
    public static bool RanManagedCode(ReadOnlySpan<byte> payload) => new PayloadReader(payload).ReadInt32() == Managed;
}
