namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>A whole watch as a .nettrace: read again, it tells of the same places as the watch itself.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class RawTraceTests : IDisposable
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(6);

    private readonly ToolFixture _fixture;
    private readonly TemporaryFolder _folder = new();

    public RawTraceTests(ToolFixture fixture) => _fixture = fixture;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_trace_that_a_watch_writes_is_analyzed_to_equal_sites()
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "sync-over-async");
        ProcessResult watch = await ProcessRun.RunAsync(
            _fixture.Tool.Command(
                "attach", "-p", Text.Number(target.ProcessId), "--duration", Text.Seconds(Watched), "-o", _folder.Combine("r.json"), "-o", _folder.Combine("r.nettrace")),
            Watched + TestTimeouts.WatchOverhead);

        watch.EnsureSuccess();
        Assert.Contains($"blockwatch: trace: {_folder.Combine("r.nettrace")}\n", watch.Error, StringComparison.Ordinal);
        Assert.Equal(["r.json", "r.nettrace"], _folder.Entries);
        (await ProcessRun.RunAsync(_fixture.Tool.Command("analyze", _folder.Combine("r.nettrace"), "-o", _folder.Combine("a.json")), TestTimeouts.Analyze)).EnsureSuccess();

        ReportDocument live = ReportDocument.Read(_folder.Combine("r.json"));
        ReportDocument replayed = ReportDocument.Read(_folder.Combine("a.json"));
        Assert.Equal(0, replayed.Session.EventsLost);
        Assert.True(live.OfRules("BW0001").Count == 3, live.Describe());
        Dictionary<ExpectedSite, long> counts = Sites(replayed);
        Assert.All(Sites(live), site =>
        {
            Assert.True(counts.Remove(site.Key, out long count), $"{site.Key}: {site.Value} live, none in the trace: {replayed.Describe()}");

            // What is under way as the watch begins or ends is cut at another moment.
            Assert.InRange(count, site.Value - 1, site.Value + 1);
        });
        Assert.Empty(counts);
    }

    private static Dictionary<ExpectedSite, long> Sites(ReportDocument report) =>
        report.OfRules(Rules.OfSites).ToDictionary(ExpectedSite.Of, finding => finding.Count);
}
