using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

/// <summary>Telemetry beside what a watch prints: it goes where it is told to, and takes nothing else along.</summary>
public partial class TelemetryTests
{
    private static readonly HttpClient Http = new();

    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData]
    [InlineData("--json-lines")]
    public async Task A_watch_is_scraped_while_it_runs(params string[] more)
    {
        string page = "";
        _tool.Engine.Script = observer =>
        {
            observer.OnStallClosed(Stalls.Closed(1));
            page = Scrape();
        };

        Assert.Equal(0, await _tool.RunAsync(["attach", "-p", "4711", "--prometheus", "127.0.0.1:0", .. more]));
        Assert.Contains("\nblockwatch_targets 1\n", page, StringComparison.Ordinal);
        Assert.Contains("blockwatch_stalls_total{target=\"Orders\",pid=\"4711\",rule=\"BW0004\",module=\"unknown\",method=\"Orders.Pay()\"} 1\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_of_several_targets_is_scraped_until_it_ends()
    {
        string both = "";
        string one = "";
        _tool.Engine.SetScript = set =>
        {
            foreach (int id in new[] { 11, 12 })
            {
                IWatchObserver observer = set.Attaching(id, "Orders");
                observer.OnStarted(Stalls.Target with { ProcessId = id }, Stalls.SessionStart);
                observer.OnStallClosed(Stalls.Closed(1));
            }

            both = Scrape();
            TargetOutcome ended = new(11, "Orders", Stalls.Result(SessionEnd.TargetExited), null);
            set.OnEnded(ended);
            one = Scrape();
            return [ended, new TargetOutcome(12, "Orders", Stalls.Result(), null)];
        };

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "11", "-p", "12", "--prometheus", "127.0.0.1:0"));
        Assert.Contains("pid=\"11\"", both, StringComparison.Ordinal);
        Assert.Contains("pid=\"12\"", both, StringComparison.Ordinal);
        Assert.DoesNotContain("pid=\"11\"", one, StringComparison.Ordinal);
        Assert.Contains("\nblockwatch_targets 1\n", one, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--quiet")]
    public async Task A_receiver_that_is_not_there_is_one_line_and_the_report_is_written(params string[] more)
    {
        _tool.Engine.Script = observer => observer.OnStallClosed(Stalls.Closed(1));

        Assert.Equal(0, await _tool.RunAsync(["attach", "-p", "4711", "-o", "r.json", "--otlp", $"http://127.0.0.1:{FreePort()}", .. more]));
        Assert.Equal(["check r.json", "save r.json as its extension"], _tool.Reports.Log);
        Assert.Single(_tool.Error.Split('\n'), line => line.StartsWith("blockwatch: telemetry could not be sent to http://127.0.0.1:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_command_before_anything_is_watched()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();

        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "4711", "--prometheus", taken.LocalEndpoint.ToString()!));
        Assert.StartsWith($"blockwatch: cannot listen for Prometheus on {taken.LocalEndpoint}: ", _tool.Error, StringComparison.Ordinal);
        Assert.Equal(0, _tool.Engine.AttachedTo);
    }

    [Theory]
    [InlineData("--otlp", "localhost:4318")]
    [InlineData("--otlp-protocol", "grpc")]
    [InlineData("--otlp", "http://localhost:4318", "--otlp-protocol", "json")]
    [InlineData("--prometheus", "orders.example:9464")]
    public async Task Wrong_usage_is_said(params string[] options)
    {
        Assert.Equal(2, await _tool.RunAsync(["attach", "-p", "4711", .. options]));
        Assert.Equal(0, _tool.Engine.AttachedTo);
    }

    [Fact]
    public async Task A_trace_has_no_telemetry() => Assert.Equal(2, await _tool.RunAsync("analyze", "orders.nettrace", "--prometheus", "9464"));

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Scrape() => Http.GetStringAsync(new Uri(ScrapeAddress().Match(_tool.Error).Groups["address"].Value)).GetAwaiter().GetResult();

    [GeneratedRegex("^blockwatch: Prometheus may scrape (?<address>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ScrapeAddress();
}
