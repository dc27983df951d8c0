namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>All threads are about to be suspended (GCSuspendEEBegin).</summary>
internal static class GcSuspension
{
    private const int ForGc = 1;
    private const int ForGcPreparation = 6;

    /// <summary>Whether for a collection. The sampler, the debugger and tiering suspend for other reasons.</summary>
    public static bool IsForGc(in NetTraceEvent data)
    {
        var reader = new PayloadReader(data.Payload);
        int reason = data.Kind.Version >= 1 ? reader.ReadInt32() : reader.ReadUInt16();
        return reason is ForGc or ForGcPreparation;
    }
}
