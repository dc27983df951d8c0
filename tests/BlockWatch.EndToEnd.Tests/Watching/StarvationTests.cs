namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>A starved pool is an episode with its culprit.</summary>
[Collection(EndToEndCollection.Name)]
public class StarvationTests
{
    private const string Method = "SampleTargets.Scenarios.Starvation.CheckoutAsync";

    // Long enough for one burst from its onset to its end, whenever the attach comes.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(14);

    private readonly ToolFixture _fixture;

    public StarvationTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task An_episode_names_the_method_that_took_the_pool(int runtime)
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(runtime), "starvation");
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, Duration);
        await target.EndAsync();

        await PublishedSchema.AssertReportAsync(watch.Report);
        ReportDocument report = watch.Report;
        TruthOccurrence[] bursts = [.. target.ReadTruth().Where(occurrence => occurrence.Category == "Starvation")];
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
