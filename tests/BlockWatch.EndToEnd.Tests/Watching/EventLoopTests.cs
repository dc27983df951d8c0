namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>A single-threaded context that blocks on its own thread.</summary>
[Collection(EndToEndCollection.Name)]
public class EventLoopTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    private readonly ToolFixture _fixture;

    public EventLoopTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Fact]
    public async Task A_loop_that_reads_Result_is_found_by_its_name_and_takes_no_thread_of_the_pool()
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "event-loop");
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, Duration);
        await target.EndAsync();
        await PublishedSchema.AssertReportAsync(watch.Report);

        ReportedFinding found = Assert.Single(watch.Report.OfRules("BW0012"), finding => finding.Category == "taskWait");
        Assert.True(found.IsAt("SampleTargets.Scenarios.EventLoop.ResultAsync"), watch.Report.Describe());
        Assert.Equal(("event loop", "certain"), (found.Loop?.Thread, found.Confidence));
        Assert.InRange(found.P50Ms, 240, 300);

        // One in some 800 ms.
        Assert.InRange(found.Count, 4, 9);
        Assert.Empty(watch.Report.OfRules(Rules.OfSites));
        Assert.Contains(watch.Lines, line => line.Text.Contains("BW0012  ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_detail_a_sleep_is_found_too_and_the_turns_are_counted()
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "event-loop");
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, Duration, "--detail", "full");
        await target.EndAsync();
        await PublishedSchema.AssertReportAsync(watch.Report);

        ReportedFinding found = Assert.Single(watch.Report.OfRules("BW0012"), finding => finding.Category == "sleep");
        Assert.True(found.IsAt("SampleTargets.Scenarios.EventLoop.SleepAsync"), watch.Report.Describe());
        Assert.InRange(found.P50Ms, 190, 250);
        Assert.True(found.Loop?.TurnsPerSecond is > 1 and < 20, watch.Report.Source);
    }

    [Fact]
    public async Task A_loop_that_awaits_is_not_accused()
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "event-loop", "--load", "healthy");
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, Duration);
        await target.EndAsync();

        Assert.Empty(watch.Report.OfRules([.. Rules.OfSites, "BW0012"]));
    }
}
