using System.Net;
using System.Net.Sockets;
using System.Text;
using BlockWatch.Telemetry.Figures;
using BlockWatch.Telemetry.Prometheus;
using BlockWatch.Telemetry.Tests.Fixtures;
using BlockWatch.TestKit;

namespace BlockWatch.Telemetry.Tests.Prometheus;

/// <summary>What Prometheus gets when it scrapes.</summary>
public class PrometheusTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_scrape_has_every_metric_of_every_target()
    {
        using TelemetryExport export = Export();
        using TargetTelemetry orders = export.Begin(Made.Target, Made.Start);
        using TargetTelemetry billing = export.Begin(Made.Target with { Name = "Billing", ProcessId = 4712 }, Made.Start);
        orders.OnStallClosed(Made.Stall());
        orders.OnProgress(Made.Progress);
        billing.OnStallClosed(Made.Stall());
        billing.OnStallClosed(Made.Stall());

        ScrapedPage page = ScrapedPage.Parse(await Http.GetStringAsync(Page(export)));

        Assert.Equal(Metrics.All.Select(metric => metric.PrometheusName).Prepend("blockwatch_targets"), page.Types.Keys);
        Assert.Equal(2, page.Samples["blockwatch_targets"]);
        Assert.Equal(1, page.Samples["blockwatch_stalls_total{target=Orders,pid=4711,rule=BW0004,module=Shop,method=Shop.Orders.CheckoutAsync(int)}"]);
        Assert.Equal(2, page.Samples["blockwatch_stalls_total{target=Billing,pid=4712,rule=BW0004,module=Shop,method=Shop.Orders.CheckoutAsync(int)}"]);
        Assert.Equal(0.25, page.Samples["blockwatch_stalled_time_seconds_total{target=Orders,pid=4711,rule=BW0004,module=Shop,method=Shop.Orders.CheckoutAsync(int)}"]);
        Assert.Equal(340, page.Samples["blockwatch_pool_queue_length{target=Orders,pid=4711}"]);
        Assert.Equal(7, page.Samples["blockwatch_lane_events_lost_total{target=Orders,pid=4711,lane=waits}"]);
        Assert.Equal(0.0125, page.Samples["blockwatch_budget_used_ratio{target=Orders,pid=4711}"]);
        Assert.Equal("counter", page.Types["blockwatch_stalls_total"]);
        Assert.Equal("gauge", page.Types["blockwatch_pool_threads"]);
    }

    [Fact]
    public void The_page_is_as_expected()
    {
        TargetFigures figures = new();
        figures.AddStall(Made.Stall());
        figures.Update(Made.Progress);

        Golden.Match(PrometheusText.Of([new ServedTarget("Orders", 4711, figures)]), "BlockWatch.Telemetry.Tests/Expected/scrape.txt");
    }

    [Fact]
    public async Task A_target_that_has_ended_is_not_served()
    {
        using TelemetryExport export = Export();
        TargetTelemetry target = export.Begin(Made.Target, Made.Start);
        target.OnStallClosed(Made.Stall());
        target.Dispose();

        Assert.Equal(["blockwatch_targets"], ScrapedPage.Parse(await Http.GetStringAsync(Page(export))).Samples.Keys);
    }

    [Fact]
    public async Task Hostile_names_stay_within_their_quotes()
    {
        using TelemetryExport export = Export();
        using TargetTelemetry target = export.Begin(Made.Target with { Name = Made.Hostile }, Made.Start);
        target.OnStallClosed(Made.Stall(Made.Part(Made.Site(Made.Hostile, Made.Hostile), 250)));

        ScrapedPage page = ScrapedPage.Parse(await Http.GetStringAsync(Page(export)));

        const string Harmless = "Evil\"}\\ 1\\u000ablockwatch_stalls_total 99\\u000a\\u001b[31m\\u202e\\ud83d";
        Assert.Equal(1, page.Samples[$"blockwatch_stalls_total{{target={Harmless},pid=4711,rule=BW0004,module={Harmless},method={Harmless}}}"]);
        Assert.Single(page.Samples, sample => sample.Key.StartsWith("blockwatch_stalls_total", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_targets_name_without_end_is_cut()
    {
        using TelemetryExport export = Export();
        using TargetTelemetry target = export.Begin(Made.Target with { Name = new string('x', 10_000) }, Made.Start);

        ScrapedPage page = ScrapedPage.Parse(await Http.GetStringAsync(Page(export)));

        Assert.Contains($"blockwatch_deadlocks_total{{target={new string('x', LabelText.MaxLength - 1)}…,pid=4711}}", page.Samples.Keys);
    }

    // The names above are made harmless for terminals first: the format must hold by itself.
    [Fact]
    public void Every_character_of_a_label_value_comes_back()
    {
        TargetFigures figures = new();
        figures.AddStall(Made.Stall());
        const string Name = "a\\b\"c\nd\\n{}=,# €\u0000";

        ScrapedPage page = ScrapedPage.Parse(PrometheusText.Of([new ServedTarget(Name, 1, figures)]));

        Assert.Contains(page.Samples.Keys, series => series.StartsWith($"blockwatch_stalls_total{{target={Name},pid=1,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET /metrics?collect=all HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 OK")]
    [InlineData("HEAD /metrics HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404 Not Found")]
    [InlineData("GET /metrics/../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404 Not Found")]
    [InlineData("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 405 Method Not Allowed")]
    [InlineData("\u0016\u0003\u0001 no HTTP\r\n\r\n", "HTTP/1.1 400 Bad Request")]
    public async Task Requests_are_answered_as_http_says(string request, string status)
    {
        using TelemetryExport export = Export();

        Assert.Equal(status, (await AskAsync(export, request)).Split("\r\n")[0]);
    }

    [Fact]
    public async Task A_request_without_end_is_refused()
    {
        using TelemetryExport export = Export();

        Assert.StartsWith("HTTP/1.1 400 ", await AskAsync(export, "GET /metrics HTTP/1.1\r\nX: " + new string('x', (8 * 1024) - 26)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_that_say_nothing_do_not_keep_others_waiting()
    {
        using TelemetryExport export = Export();
        List<Socket> silent = [];
        for (int i = 0; i < 5; i++)
        {
            Socket client = new(SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(export.PrometheusAddress!);
            silent.Add(client);
        }

        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(export, "GET /metrics HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public void An_address_that_is_taken_is_refused_in_one_line()
    {
        using TelemetryExport first = Export();

        TelemetryException refused = Assert.Throws<TelemetryException>(() => Export(first.PrometheusAddress!));

        Assert.StartsWith($"cannot listen for Prometheus on {first.PrometheusAddress}: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static TelemetryExport Export(IPEndPoint? address = null) =>
        new(new TelemetryOptions { Prometheus = address ?? new IPEndPoint(IPAddress.Loopback, 0), Version = "1.2.3" }, _ => { });

    private static Uri Page(TelemetryExport export) => new($"http://{export.PrometheusAddress}/metrics");

    private static async Task<string> AskAsync(TelemetryExport export, string request)
    {
        using Socket client = new(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(export.PrometheusAddress!);
        await client.SendAsync(Encoding.Latin1.GetBytes(request));
        using NetworkStream stream = new(client);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync().WaitAsync(TestTimeouts.SignOfLife);
    }
}
