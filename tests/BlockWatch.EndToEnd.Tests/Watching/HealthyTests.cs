namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>A service that only awaits is never accused.</summary>
[Collection(EndToEndCollection.Name)]
public class HealthyTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    private readonly ToolFixture _fixture;

    public HealthyTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Theory]
    [InlineData(8, "healthy", "none")]
    [InlineData(8, "healthy", "healthy")]
    [InlineData(9, "healthy", "none")]
    [InlineData(9, "healthy", "healthy")]
    [InlineData(10, "healthy", "none")]
    [InlineData(10, "healthy", "healthy")]
    [InlineData(9, "five-faults", "none")]
    [InlineData(9, "five-faults", "healthy")]
    [InlineData(10, "five-faults", "none")]
    [InlineData(10, "five-faults", "healthy")]
    [InlineData(8, "jit-heavy", "faults")]
    [InlineData(9, "gc-heavy", "faults")]
    [InlineData(10, "gc-heavy", "faults")]
    [InlineData(10, "jit-heavy", "faults")]
    [InlineData(10, "harmless-waits", "faults")]
    [InlineData(10, "own-threads", "faults")]
    public async Task Nothing_is_found_where_nothing_blocks(int runtime, string scenario, string load)
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(runtime), scenario, "--load", load);
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, Duration);
        ProcessResult ended = await target.EndAsync();

        await PublishedSchema.AssertReportAsync(watch.Report);
        Assert.True(watch.Report.OfRules(Rules.OfSites).Count == 0, watch.Report.Describe());
        Assert.Empty(watch.Report.Starvation);
        Assert.Contains("failed=0", ended.Error, StringComparison.Ordinal);

        // A watch that saw nothing would have found nothing, too.
        Assert.True(watch.Report.Session.EventsReceived > 0);
        Assert.True(watch.Report.Session.Complete);
    }
}
