using System.Globalization;
using System.Text.RegularExpressions;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>The packed tool has all that telemetry needs, and counts what a live target does.</summary>
[Collection(EndToEndCollection.Name)]
public sealed partial class TelemetryTests
{
    private readonly ToolFixture _fixture;

    public TelemetryTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Fact]
    public async Task A_live_watch_is_scraped_and_a_receiver_that_is_not_there_stops_nothing()
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "five-faults");
        await using ProcessRun watch = ProcessRun.Start(_fixture.Tool.Command(
            "attach", "-p", Text.Number(target.ProcessId), "--prometheus", "127.0.0.1:0", "--otlp", "http://127.0.0.1:9"));
        OutputLine line = await watch.WaitForErrorLineAsync(text => Address().IsMatch(text), TestTimeouts.WatchStart);
        Uri address = new(Address().Match(line.Text).Groups["address"].Value);
        using HttpClient http = new();
        string page = "";
        await Eventually.HoldsAsync(
            () =>
            {
                page = http.GetStringAsync(address).GetAwaiter().GetResult();
                return page.Contains("method=\"SampleTargets.Scenarios.FiveFaults.SleepAsync(TruthLog)\"} ", StringComparison.Ordinal)
                    && Value(page, "blockwatch_pool_threads") > 0;
            },
            TestTimeouts.SignOfLife,
            "a stall and the pool's threads on the page");
        watch.Send(Signal.Interrupt);
        ProcessResult result = await watch.WaitAsync(TestTimeouts.WatchOverhead);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("module=\"SampleTargets\",method=\"SampleTargets.Scenarios.FiveFaults.", page, StringComparison.Ordinal);
        Assert.True(Value(page, "blockwatch_watched_time_seconds_total") > 0, page);
        Assert.InRange(Value(page, "blockwatch_budget_used_ratio"), 0, 1);
        Assert.Single(result.Error.Split('\n'), text => text.StartsWith("blockwatch: telemetry could not be sent to http://127.0.0.1:9 (", StringComparison.Ordinal));
    }

    // The first series of a metric; 0 when it has none yet.
    private static double Value(string page, string metric)
    {
        Match match = Regex.Match(page, $"^{metric}\\{{[^}}]*\\}} (?<value>\\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture);
        return match.Success ? double.Parse(match.Groups["value"].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex("^blockwatch: Prometheus may scrape (?<address>http://.*/metrics)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
