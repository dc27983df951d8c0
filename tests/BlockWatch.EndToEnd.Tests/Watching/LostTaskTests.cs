namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>A task that fails and that nobody awaits.</summary>
[Collection(EndToEndCollection.Name)]
public class LostTaskTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    private readonly ToolFixture _fixture;

    public LostTaskTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Fact]
    public async Task With_detail_it_is_found_with_the_method_that_started_it()
    {
        ReportDocument report = await WatchAsync("fire-and-forget", "faults");

        // The watch ends before the program does: what still runs then may yet complete.
        ReportedFinding found = Assert.Single(report.OfRules("BW0011"));
        Assert.True(found.IsAt("SampleTargets.Scenarios.FireAndForget.NotifyAsync"), report.Describe());
        Assert.StartsWith("SampleTargets.Scenarios.FireAndForget.OrderAsync", found.LostTask?.StartedBy);
        Assert.Equal("likely", found.Confidence);
        Assert.Equal([new ReportedException("System.InvalidOperationException", found.Count)], found.LostTask!.Exceptions);
        Assert.DoesNotContain("recipient", report.Source, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_was_forgotten_and_still_runs_as_the_program_ends_is_possibly_lost()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("r.json");
        ProcessResult result = await ProcessRun.RunAsync(
            _fixture.Tool.Command(
                ["run", "--detail", "full", "-o", path, "--", DotnetCommand.Executable, PublishedTargets.Assembly(10), "fire-and-forget", "--seconds", "3"]),
            TestTimeouts.WatchOverhead);
        result.EnsureSuccess();
        ReportDocument report = ReportDocument.Read(path);
        await PublishedSchema.AssertReportAsync(report);

        ReportedFinding found = Assert.Single(report.OfRules("BW0011"), finding => finding.LostTask!.StillRunning);
        Assert.True(found.IsAt("SampleTargets.Scenarios.FireAndForget.ArchiveAsync"), report.Describe());
        Assert.StartsWith("SampleTargets.Scenarios.FireAndForget.OrderAsync", found.LostTask?.StartedBy);
        Assert.Equal(("possible", "info", 1), (found.Confidence, found.Severity, found.Count));
    }

    [Theory]
    [InlineData("fire-and-forget", "healthy")]
    [InlineData("gather", "faults")]
    public async Task Tasks_that_are_awaited_are_not_lost_though_they_fail(string scenario, string load)
    {
        Assert.Empty((await WatchAsync(scenario, load)).OfRules("BW0011"));
    }

    private async Task<ReportDocument> WatchAsync(string scenario, string load)
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), scenario, "--load", load);
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, Duration, "--detail", "full");
        await target.EndAsync();
        await PublishedSchema.AssertReportAsync(watch.Report);
        return watch.Report;
    }
}
