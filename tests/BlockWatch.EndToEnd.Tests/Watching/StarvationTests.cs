using Xunit.Abstractions;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>A starved pool is an episode with its culprit.</summary>
[Collection(EndToEndCollection.Name)]
public class StarvationTests
{
    private const string Method = "SampleTargets.Scenarios.Starvation.CheckoutAsync";

    private readonly ToolFixture _fixture;
    private readonly ITestOutputHelper _output;

    public StarvationTests(ToolFixture fixture, ITestOutputHelper output)
    {
        _fixture = fixture;
        _output = output;
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task An_episode_names_the_method_that_took_the_pool(int runtime)
    {
        SharedWatch watch = await _fixture.Shared.StarvationAsync(runtime, _output);

        await PublishedSchema.AssertReportAsync(watch.Report);
        ReportDocument report = watch.Report;
        TruthOccurrence[] bursts = [.. watch.Truth.Where(occurrence => occurrence.Category == "Starvation")];
        Assert.NotEmpty(bursts);
        Assert.NotEmpty(report.Starvation);
        Assert.All(report.Starvation, episode =>
        {
            Assert.Contains(bursts, burst => Overlaps(report.Session, episode, burst));
            ReportedFinding culprit = report.Findings.Single(finding => finding.Id == episode.Culprits[0].FindingId);
            Assert.True(culprit.IsAt(Method), report.Describe());
            Assert.Equal("BW0001", culprit.RuleId);
            Assert.Equal(MarkedLine.In("Starvation.cs", "CheckoutAsync"), culprit.Site.UserFrame!.Line);
            Assert.True(episode.PeakQueue > 0);
        });
    }

    private static bool Overlaps(ReportedSession session, ReportedStarvation episode, TruthOccurrence burst)
    {
        double start = session.StartUnixMs + episode.StartMs;
        double end = session.StartUnixMs + (episode.EndMs ?? session.DurationMs);
        return start <= burst.EndUnixMs && end >= burst.StartUnixMs;
    }
}
