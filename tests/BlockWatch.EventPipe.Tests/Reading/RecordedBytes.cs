using System.IO.Compression;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.TestKit;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Tests.Reading;

/// <summary>Streams as runtimes wrote them.</summary>
internal static class RecordedBytes
{
    /// <summary>A trace of tests/traces.</summary>
    public static byte[] OfTrace(string name)
    {
        using var packed = new GZipStream(File.OpenRead(RepositoryRoot.Combine("tests", "traces", name + ".nettrace.gz")), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>A session on this very process while it does something.</summary>
    public static async Task<byte[]> OfSessionAsync(EventPipeSessionConfiguration configuration, Action during)
    {
        using var bytes = new MemoryStream();
        using SessionReader reader = SessionReader.Open(
            new DiagnosticsClient(Environment.ProcessId), configuration, "test", session => session.EventStream.CopyTo(bytes));
        during();
        Assert.True(await reader.StopAsync(Eventually.Limit));
        Assert.Null(await reader.Drained.WithinLimit());
        return bytes.ToArray();
    }
}
