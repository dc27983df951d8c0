namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>However a watch ends, the report comes and the target lives on.</summary>
[Collection(EndToEndCollection.Name)]
public class InterruptionTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(4);

    private readonly ToolFixture _fixture;

    public InterruptionTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task A_target_that_is_killed_still_gets_its_report(int runtime)
    {
        await using SampleTarget target = await StartTargetAsync(runtime);
        using TemporaryFolder folder = new();
        await using ProcessRun watch = await StartWatchAsync(target, folder);
        target.Kill();
        ReportDocument report = await EndedReportAsync(watch, folder);

        Assert.Equal("targetExited", report.Session.End);
        Assert.NotEmpty(report.OfRules(Rules.OfSites));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Ctrl_C_ends_the_watch_with_its_report_and_not_the_target(int runtime)
    {
        await using SampleTarget target = await StartTargetAsync(runtime);
        using TemporaryFolder folder = new();
        await using ProcessRun watch = await StartWatchAsync(target, folder);
        watch.Send(Signal.Interrupt);
        ReportDocument report = await EndedReportAsync(watch, folder);

        Assert.Equal("stopped", report.Session.End);
        Assert.NotEmpty(report.OfRules(Rules.OfSites));
        await AssertServesAndCanBeWatchedAgainAsync(target);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task A_killed_watch_leaves_the_target_as_it_was(int runtime)
    {
        await using SampleTarget target = await StartTargetAsync(runtime);
        using TemporaryFolder folder = new();
        await using (ProcessRun watch = await StartWatchAsync(target, folder))
        {
            watch.Send(Signal.Kill);
            Assert.Equal(128 + (int)Signal.Kill, (await watch.WaitAsync(TestTimeouts.Kill)).ExitCode);
        }

        Assert.Empty(folder.Entries);
        await AssertServesAndCanBeWatchedAgainAsync(target);
    }

    private static Task<SampleTarget> StartTargetAsync(int runtime) => SampleTarget.StartAsync(PublishedTargets.Executable(runtime), "five-faults");

    // Ready as soon as it has found something: then all of it works.
    private async Task<ProcessRun> StartWatchAsync(SampleTarget target, TemporaryFolder folder)
    {
        ProcessRun watch = ProcessRun.Start(
            _fixture.Tool.Command("attach", "-p", Text.Number(target.ProcessId), "--duration", "5m", "-o", folder.Combine("r.json")));
        try
        {
            await watch.WaitForOutputLineAsync(line => line.Contains("  BW000", StringComparison.Ordinal) && !line.Contains("BW0009", StringComparison.Ordinal), TestTimeouts.WatchStart);
            return watch;
        }
        catch
        {
            await watch.DisposeAsync();
            throw;
        }
    }

    private static async Task<ReportDocument> EndedReportAsync(ProcessRun watch, TemporaryFolder folder)
    {
        ProcessResult result = await watch.WaitAsync(TestTimeouts.WatchOverhead);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["r.json"], folder.Entries);
        ReportDocument report = ReportDocument.Read(folder.Combine("r.json"));
        await PublishedSchema.AssertReportAsync(report);
        return report;
    }

    private async Task AssertServesAndCanBeWatchedAgainAsync(SampleTarget target)
    {
        using HttpClient client = new() { Timeout = TestTimeouts.SignOfLife };
        Assert.Equal("ok", await client.GetStringAsync(new Uri(target.Url, "/ok")));
        await target.WaitForMoreTruthAsync();

        FinishedWatch again = await _fixture.AttachAsync(target.ProcessId, Short);
        Assert.Equal("durationOver", again.Report.Session.End);
        Assert.True(again.Report.OfRules(Rules.OfSites).Count > 0, again.Report.Describe());
    }
}
