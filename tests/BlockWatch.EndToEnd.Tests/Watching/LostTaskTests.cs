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

        ReportedFinding found = Assert.Single(report.OfRules("BW0011"));
        Assert.True(found.IsAt("SampleTargets.Scenarios.FireAndForget.NotifyAsync"), report.Describe());
        Assert.StartsWith("SampleTargets.Scenarios.FireAndForget.OrderAsync", found.LostTask?.StartedBy);
        Assert.Equal("likely", found.Confidence);
        Assert.DoesNotContain("recipient", report.Source, StringComparison.OrdinalIgnoreCase);
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
