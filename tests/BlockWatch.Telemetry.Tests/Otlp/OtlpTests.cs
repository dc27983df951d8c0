using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using BlockWatch.Telemetry.Figures;
using BlockWatch.Telemetry.Tests.Fixtures;
using BlockWatch.TestKit;
using OpenTelemetry.Proto.Logs.V1;

namespace BlockWatch.Telemetry.Tests.Otlp;

/// <summary>What a receiver of OTLP gets, read with the published definitions.</summary>
public class OtlpTests
{
    private readonly ConcurrentQueue<string> _notices = new();

    [Theory]
    [InlineData(OtlpProtocol.HttpProtobuf)]
    [InlineData(OtlpProtocol.Grpc)]
    public async Task Metrics_and_a_record_of_each_stall_are_received(OtlpProtocol protocol)
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync(protocol == OtlpProtocol.Grpc);
        using (TelemetryExport export = Export(receiver.Address, protocol))
        {
            using TargetTelemetry target = export.Begin(Made.Target, Made.Start);
            target.OnStallClosed(Made.Stall(Made.Part(Made.Site(), 200), Made.Part(Made.Site("Shop.Orders.Pay()", rule: "BW0001"), 50)));
            target.OnStallClosed(Made.Stall());
            target.OnStallClosed(Made.Stall() with { IsTooShort = true });
            target.OnStarvationStarted(Made.Episode(1, 2_000));
            target.OnStarvationEnded(Made.Episode(1, 2_000, 3_500));
            target.OnStarvationStarted(Made.Episode(2, 4_000));
            target.OnDeadlockFound(Made.Deadlock(1));
            target.OnProgress(Made.Progress);
        }

        Assert.Empty(_notices);
        Assert.Equal(Expected, Received.Points(receiver.Metrics.Last()));
        Dictionary<string, string> resource = Received.Attributes(receiver.Metrics.Last().ResourceMetrics.Single().Resource.Attributes);
        Assert.Equal("Orders", resource["service.name"]);
        Assert.Equal("4711", resource["process.pid"]);
        Assert.Equal("10.0.12", resource["process.runtime.version"]);
        LogRecord[] records = [.. receiver.Logs.SelectMany(request => request.ResourceLogs).SelectMany(logs => logs.ScopeLogs).SelectMany(scope => scope.LogRecords)];
        Assert.Equal(
            ["blockwatch.stall", "blockwatch.stall", "blockwatch.starvation", "blockwatch.starvation", "blockwatch.starvation", "blockwatch.deadlock"],
            records.Select(record => record.EventName));
        Assert.Equal(
            protocol == OtlpProtocol.Grpc
                ? ["/opentelemetry.proto.collector.logs.v1.LogsService/Export", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"]
                : ["/v1/logs", "/v1/metrics"],
            receiver.Paths.Distinct().Order());
    }

    [Fact]
    public async Task A_stalls_record_tells_where_why_and_how_long()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        using (TelemetryExport export = Export(receiver.Address))
        {
            using TargetTelemetry target = export.Begin(Made.Target, Made.Start);
            target.OnStallClosed(Made.Stall());
        }

        LogRecord record = receiver.Logs.Single().ResourceLogs.Single().ScopeLogs.Single().LogRecords.Single();
        Assert.Equal(SeverityNumber.Warn, record.SeverityNumber);
        Assert.StartsWith("1.000s  BW0004  250 ms  ", record.Body.StringValue, StringComparison.Ordinal);
        Assert.EndsWith(" in Shop.Orders.CheckoutAsync(int) at Orders.cs:42", record.Body.StringValue, StringComparison.Ordinal);
        Assert.Equal(
            new SortedDictionary<string, string>
            {
                ["blockwatch.start"] = "2026-11-28T10:00:01.0000000Z",
                ["blockwatch.duration"] = "0.25",
                ["blockwatch.stall.id"] = "3",
                ["blockwatch.stall.explained"] = "true",
                ["blockwatch.stall.parts"] = "1",
                ["blockwatch.stall.lower_bound"] = "false",
                ["blockwatch.stall.gc"] = "0",
                ["thread.id"] = "17",
                ["blockwatch.rule"] = "BW0004",
                ["blockwatch.module"] = "Shop",
                ["blockwatch.method"] = "Shop.Orders.CheckoutAsync(int)",
                ["blockwatch.site"] = "9f2c41aa07d3",
                ["blockwatch.cause"] = "Sleep",
                ["blockwatch.blocking_method"] = "System.Threading.Thread.Sleep(int)",
                ["blockwatch.advice"] = "await Task.Delay",
                ["code.function.name"] = "Shop.Orders.CheckoutAsync(int)",
                ["code.file.path"] = "src/Orders.cs",
                ["code.line.number"] = "42",
                ["blockwatch.part.duration"] = "0.25",
                ["blockwatch.evidence"] = "samples",
                ["code.stacktrace"] = "System.Threading.Thread.Sleep(int)\nShop.Orders.CheckoutAsync(int) at src/Orders.cs:42",
            },
            new SortedDictionary<string, string>(Received.Attributes(record.Attributes)));
    }

    [Fact]
    public async Task Several_targets_are_several_resources_and_none_is_sent_again_when_it_has_ended()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        using (TelemetryExport export = Export(receiver.Address))
        {
            export.Begin(Made.Target, Made.Start).Dispose();
            using TargetTelemetry second = export.Begin(Made.Target with { ProcessId = 4712 }, Made.Start);
            second.OnStallClosed(Made.Stall());
        }

        Assert.Equal(
            ["4711", "4712"],
            receiver.Metrics.SelectMany(request => request.ResourceMetrics).Select(resource => Received.Attributes(resource.Resource.Attributes)["process.pid"]));
        Assert.Contains("blockwatch.stalls counter {stall} {method=Shop.Orders.CheckoutAsync(int), module=Shop, rule=BW0004} = 1", Received.Points(receiver.Metrics.Last()));
    }

    [Fact]
    public async Task Hostile_names_arrive_harmless()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        using (TelemetryExport export = Export(receiver.Address))
        {
            using TargetTelemetry target = export.Begin(Made.Target with { Name = Made.Hostile }, Made.Start);
            target.OnStallClosed(Made.Stall(Made.Part(Made.Site(Made.Hostile, Made.Hostile), 250)));
        }

        const string Harmless = "Evil\"}\\ 1\\u000ablockwatch_stalls_total 99\\u000a\\u001b[31m\\u202e\\ud83d";
        Assert.Equal(Harmless, Received.Attributes(receiver.Metrics.Single().ResourceMetrics.Single().Resource.Attributes)["service.name"]);
        Assert.Contains($"blockwatch.stalls counter {{stall}} {{method={Harmless}, module={Harmless}, rule=BW0004}} = 1", Received.Points(receiver.Metrics.Single()));
        LogRecord record = receiver.Logs.Single().ResourceLogs.Single().ScopeLogs.Single().LogRecords.Single();
        Assert.DoesNotContain('\u001b', record.ToString());
        Assert.Equal(Harmless, Received.Attributes(record.Attributes)["code.function.name"]);
    }

    [Fact]
    public void A_receiver_that_is_not_there_is_told_of_once_and_stops_nothing()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        using (TelemetryExport export = Export(new Uri($"http://127.0.0.1:{port}")))
        {
            using TargetTelemetry target = export.Begin(Made.Target, Made.Start);
            target.OnStallClosed(Made.Stall());
            target.OnProgress(Made.Progress);
        }

        string notice = Assert.Single(_notices);
        Assert.StartsWith($"telemetry could not be sent to http://127.0.0.1:{port} (", notice, StringComparison.Ordinal);
        Assert.EndsWith("); the watch goes on, and sending is tried again", notice, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', notice);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_keeps_the_end_waiting_for_seconds_at_most()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using TelemetryExport export = Export(new Uri($"http://{silent.LocalEndpoint}"));
        TargetTelemetry target = export.Begin(Made.Target, Made.Start);
        target.OnStallClosed(Made.Stall());

        await Task.Run(target.Dispose).WaitAsync(TestTimeouts.SignOfLife);

        // The requests under way end here, not in the next test.
        silent.Stop();
        await Eventually.HoldsAsync(() => !_notices.IsEmpty, TestTimeouts.SignOfLife, "the requests failed");
    }

    private static string[] Expected { get; } =
    [
        "blockwatch.stalls counter {stall} {method=Shop.Orders.CheckoutAsync(int), module=Shop, rule=BW0004} = 2",
        "blockwatch.stalls counter {stall} {method=Shop.Orders.Pay(), module=Shop, rule=BW0001} = 0",
        "blockwatch.stalled.time counter s {method=Shop.Orders.CheckoutAsync(int), module=Shop, rule=BW0004} = 0.45",
        "blockwatch.stalled.time counter s {method=Shop.Orders.Pay(), module=Shop, rule=BW0001} = 0.05",
        "blockwatch.oldest_span.age gauge s {} = 1.5",
        "blockwatch.deadlocks counter {deadlock} {} = 1",
        "blockwatch.deadlocks.active gauge {deadlock} {} = 1",
        "blockwatch.starvation.episodes counter {episode} {} = 2",
        "blockwatch.starvation.time counter s {} = 1.5",
        "blockwatch.starvation.active gauge {episode} {} = 1",
        "blockwatch.pool.threads gauge {thread} {} = 12",
        "blockwatch.pool.queue.length gauge {item} {} = 340",
        "blockwatch.pool.items.completed counter {item} {} = 1234",
        "blockwatch.watched.time counter s {} = 4.5",
        "blockwatch.lane.told.time counter s {lane=spans} = 4.5",
        "blockwatch.lane.told.time counter s {lane=waits} = 1.25",
        "blockwatch.lane.told.time counter s {lane=bursts} = 0.045",
        "blockwatch.lane.events counter {event} {lane=spans} = 900",
        "blockwatch.lane.events counter {event} {lane=waits} = 80",
        "blockwatch.lane.events counter {event} {lane=bursts} = 30",
        "blockwatch.lane.events.lost counter {event} {lane=spans} = 0",
        "blockwatch.lane.events.lost counter {event} {lane=waits} = 7",
        "blockwatch.lane.events.lost counter {event} {lane=bursts} = 0",
        "blockwatch.messages.left_out counter {message} {} = 2",
        "blockwatch.budget.allowed gauge 1 {} = 0.02",
        "blockwatch.budget.used gauge 1 {} = 0.0125",
    ];

    private TelemetryExport Export(Uri receiver, OtlpProtocol protocol = OtlpProtocol.HttpProtobuf) =>
        new(new TelemetryOptions { Otlp = receiver, OtlpProtocol = protocol, Version = "1.2.3" }, _notices.Enqueue);
}
