namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>What the flight recorder leaves: a trace that names, read again, what blocked before the trigger.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class FlightRecorderTests : IDisposable
{
    // The first stall comes within two seconds of the attach, its file 5 s later.
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(12);

    private readonly ToolFixture _fixture;
    private readonly TemporaryFolder _folder = new();

    public FlightRecorderTests(ToolFixture fixture) => _fixture = fixture;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_file_of_a_trigger_names_the_stalls_frame()
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "five-faults");
        await using ProcessRun watch = ProcessRun.Start(_fixture.Tool.Command(
            "attach", "-p", Text.Number(target.ProcessId), "--duration", Text.Seconds(Watched), "-o", _folder.Combine("r.json"),
            "--record", "10s", "--on", "stall>150ms"));
        ProcessResult result = (await watch.WaitAsync(Watched + TestTimeouts.WatchOverhead)).EnsureSuccess();

        // The watch's report; of the trigger and of the end a trace and its report each; nothing else.
        string[] traces = [.. _folder.Entries.Where(entry => entry.EndsWith(".nettrace", StringComparison.Ordinal)).Order()];
        Assert.True(traces.Length == 2, result.ToString());
        Assert.Equal(["r.json", .. traces, .. traces.Select(trace => Path.ChangeExtension(trace, ".json"))], _folder.Entries.Order().OrderBy(Place));
        Assert.Contains($"recording of stall>150ms: {_folder.Combine(traces[0])}", result.Error, StringComparison.Ordinal);
        Assert.Contains($"recording of the end of the watch: {_folder.Combine(traces[1])}", result.Error, StringComparison.Ordinal);

        ReportDocument replayed = await AnalyzeAsync(_folder.Combine(traces[0]));
        Assert.Equal(0, replayed.Session.EventsLost);
        Assert.Equal(target.ProcessId, replayed.Target.Pid);
        AssertNames(replayed);

        ReportDocument written = ReportDocument.Read(Path.ChangeExtension(_folder.Combine(traces[0]), ".json"));
        await PublishedSchema.AssertReportAsync(written);
        AssertNames(written);
        Assert.StartsWith("A flight recording, caused by stall>150ms at ", written.Session.Limits[0], StringComparison.Ordinal);
        Assert.StartsWith("It goes back less than the 10 s that were asked for: the watch had begun then.", written.Session.Limits[1], StringComparison.Ordinal);
        await target.WaitForMoreTruthAsync();

        int Place(string entry) => entry == "r.json" ? 0 : entry.EndsWith(".nettrace", StringComparison.Ordinal) ? 1 : 2;
    }

    // Of the five faults those with events of their own: whether a burst fell into the others is chance in so short a time.
    private static void AssertNames(ReportDocument report)
    {
        IReadOnlyList<ExpectedSite> found = [.. report.OfRules(Rules.OfSites).Select(ExpectedSite.Of)];
        foreach (ExpectedSite site in FiveFaultsSites.All.Where(site => site.RuleId is "BW0001" or "BW0003"))
        {
            Assert.True(found.Contains(site), $"{site}\n{report.Describe()}");
        }
    }

    private async Task<ReportDocument> AnalyzeAsync(string trace)
    {
        string report = _folder.Combine("replayed.json");
        (await ProcessRun.RunAsync(_fixture.Tool.Command("analyze", trace, "-o", report), TestTimeouts.Analyze)).EnsureSuccess();
        return ReportDocument.Read(report);
    }
}
