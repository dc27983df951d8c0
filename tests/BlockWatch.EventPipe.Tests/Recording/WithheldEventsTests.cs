using System.Text;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Tests.Nettrace;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.EventPipe.Tests.Recording;

/// <summary>What may be secret is in no trace that we write, though the sessions brought it.</summary>
public sealed class WithheldEventsTests
{
    [Fact]
    public void Command_lines_messages_of_exceptions_and_log_messages_are_left_out_and_endpoints_are_not()
    {
        byte[] brought = Brought();
        byte[] written = Written(brought);

        foreach (string secret in (string[])["sec-command-line", "sec-exception", "sec-query", "sec-field"])
        {
            Assert.True(Holds(brought, secret), secret);
            Assert.False(Holds(written, secret), secret);
        }

        Assert.True(Holds(written, "HTTP: GET /orders/{id}"));
        List<string> providers = [];
        TraceReading.Read(written, source => source.OnAll((in NetTraceEvent data) => providers.Add(data.Kind.Provider)));
        Assert.Equal([RuntimeProviders.Logging, RuntimeProviders.Framework], providers);
    }

    private static byte[] Brought()
    {
        ClrTrace trace = new ClrTrace()
            .Write("Microsoft-DotNETCore-EventPipe", 1, 1, 1, new PayloadBuilder().Text("App --password sec-command-line").Text("Linux").Text("x64").ToArray())
            .Write(RuntimeProviders.Runtime, 80, 1, 1, new PayloadBuilder().Text("System.Exception").Text("sec-exception").Int64(0).Int32(0).Int16(0).Int16(1).ToArray())
            .LogMessage(11, "Microsoft.AspNetCore.Hosting.Diagnostics", "RequestStarting", "Request starting GET http://localhost/orders/1?token=sec-query")
            .Write(RuntimeProviders.Logging, 5, 0, 11, new PayloadBuilder().Text("sec-field").ToArray())
            .LogMessage(11, RuntimeProviders.EndpointLogger, "ExecutingEndpoint", "Executing endpoint 'HTTP: GET /orders/{id}'")
            .WorkItem(1);
        trace.Writer.End();
        return trace.ToArray();
    }

    private byte[] Written(byte[] brought)
    {
        var shelf = new TapeShelf(TimeSpan.FromSeconds(60), 1 << 30, new FakeTimeProvider());
        using var bytes = new MemoryStream(brought);
        new NetTraceReader(new TraceInput(bytes, isLive: false), new EventDispatch()) { Sink = shelf.Open(this) }.Read();
        IReadOnlyList<TapeCopy> tapes = shelf.Copy(this);
        using var output = new MemoryStream();
        var writer = new NetTraceWriter(output, tapes[^1].Header);
        TapeMerge.Write(tapes, [], writer);
        writer.End();
        return output.ToArray();
    }

    private static bool Holds(byte[] trace, string word) => trace.AsSpan().IndexOf(Encoding.Unicode.GetBytes(word)) >= 0;
}
