namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>What a finding says besides rule and line: the request, the library, short stalls by their sum, inlined methods, what the user left out.</summary>
[Collection(EndToEndCollection.Name)]
public class ExplanationTests
{
    private const string Scenarios = "SampleTargets.Scenarios.";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    private readonly ToolFixture _fixture;

    public ExplanationTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public async Task Each_finding_names_the_route_that_was_served(int runtime)
    {
        ReportDocument report = await WatchAsync(runtime, "long-continuation");

        Assert.Equal("/sleep", RouteOf(report, "LongContinuation.SleepAsync"));
        Assert.Equal("/nested", RouteOf(report, "LongContinuation.PriceAsync"));
    }

    [Fact]
    public async Task Without_requests_none_is_named()
    {
        ReportDocument report = await WatchAsync(10, "long-continuation", "--no-requests");

        Assert.NotEmpty(report.Findings);
        Assert.All(report.Findings, finding => Assert.Empty(finding.Requests));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(PublishedTargets.NextRuntime)]
    public async Task With_all_detail_a_finding_names_the_async_callers_that_are_on_no_stack(int runtime)
    {
        ReportDocument report = await WatchAsync(runtime, "await-chain", "--detail", "full");

        ReportedFinding finding = Assert.Single(report.OfRules("BW0004"));
        string[] chains = [.. finding.Chains.Select(chain => chain.ToString())];
        const string Type = Scenarios + "AwaitChain.";
        Assert.Contains($"{Type}CheckoutAsync(TruthLog) > {Type}PlaceOrderAsync(TruthLog) > [{Type}SaveAsync(TruthLog, string[])]", chains);
        Assert.Contains($"{Type}RenewAsync(TruthLog) > [{Type}SaveAsync(TruthLog, string[])]", chains);
        Assert.Equal(2, chains.Length);

        // .NET 11 keeps back what a thread did until it is quiet, which this one never is: without being asked at the end it told of 3 of 18 at times, and of one caller only.
        Assert.InRange(finding.Chains.Sum(chain => chain.Count), finding.Count / 3, finding.Count);
    }

    [Fact]
    public async Task A_library_that_blocks_is_named_with_its_version_at_the_line_that_called_it()
    {
        ReportDocument report = await WatchAsync(10, "library");

        ReportedFinding[] found = [.. report.OfRules("BW0005").Where(finding => finding.Library?.Name == "Dapper")];
        Assert.True(found.Length > 0, report.Describe());
        Assert.All(found, finding =>
        {
            Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+", finding.Library!.Version);
            Assert.Equal("Library.cs", finding.Site.UserFrame!.FileName);
        });
    }

    [Fact]
    public async Task Stalls_under_the_threshold_are_found_by_their_sum()
    {
        ReportDocument report = await WatchAsync(10, "thief");

        ReportedFinding thief = Assert.Single(report.OfRules(Rules.OfSites));
        Assert.Equal("BW0004", thief.RuleId);
        Assert.Equal("Thief.cs", thief.Site.UserFrame!.FileName);
        Assert.True(thief.ShortCount > 0, thief.ToString());
    }

    [Fact]
    public async Task Under_run_a_method_that_the_compiler_inlined_away_is_named()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("r.json");
        ProcessResult result = await ProcessRun.RunAsync(
            _fixture.Tool.Command(["run", "-o", path, "--", PublishedTargets.Executable(10), "mvc-inlined", "--seconds", "8"]), Duration + TestTimeouts.WatchOverhead);

        ReportDocument report = ReportDocument.Read(path);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains(report.OfRules("BW0004"), finding => finding.IsAt(Scenarios + "MvcInlined.Shop.Price"));
        Assert.Contains(report.OfRules("BW0001"), finding => finding.IsAt(Scenarios + "MvcInlined.Shop.Stock"));
    }

    [Fact]
    public async Task A_suppressed_site_is_counted_and_not_a_finding()
    {
        using TemporaryFolder folder = new();
        string config = folder.Combine("blockwatch.json");
        await File.WriteAllTextAsync(config, """
            { "suppressions": [
              { "rule": "BW0004", "method": "*LongContinuation.SleepAsync*", "reason": "known, being replaced" },
              { "rule": "BW0001", "method": "Nothing.At.All", "reason": "dead" } ] }
            """);
        ReportDocument report = await WatchAsync(10, "long-continuation", "--config", config);

        Assert.Equal(Scenarios + "LongContinuation.PriceAsync", Assert.Single(report.OfRules("BW0004")).Site.UserFrame!.Method.Split('(')[0]);
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(report.Source);
        long[] matched = [.. json.RootElement.GetProperty("suppressions").EnumerateArray().Select(s => s.GetProperty("matchedStalls").GetInt64())];
        Assert.True(matched is [> 0, 0], report.Source);
    }

    private static string? RouteOf(ReportDocument report, string member)
    {
        ReportedFinding? found = report.Findings.FirstOrDefault(finding => finding.IsAt(Scenarios + member));
        Assert.True(found?.Requests.Count > 0, $"{member} has no request:\n{report.Describe()}");
        Assert.Equal("GET", found.Requests[0].Method);
        return found.Requests[0].Route;
    }

    private async Task<ReportDocument> WatchAsync(int runtime, string scenario, params IReadOnlyList<string> options)
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(runtime), scenario);
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, Duration, options);
        await target.EndAsync();
        await PublishedSchema.AssertReportAsync(watch.Report);
        return watch.Report;
    }
}
