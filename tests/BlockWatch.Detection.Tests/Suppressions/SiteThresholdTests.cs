using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Suppressions;
using BlockWatch.TestKit.Simulation;

namespace BlockWatch.Detection.Tests.Suppressions;

public sealed class SiteThresholdTests
{
    private const long Millisecond = 1_000_000;

    private static readonly CallStack Sleep = TestStacks.Blocked(BlockingCategory.Sleep, "Reports.Monthly.Build", "Thread.Sleep");

    private static Simulation Watch(params SiteThreshold[] thresholds)
    {
        EventScript script = new EventScript().BeatsUntil(3000);
        script.At(100).Start(1).Wait(1, Sleep).At(300).WaitEnd(1).Idle(1);
        script.At(500).Start(1).Wait(1, Sleep).At(1000).WaitEnd(1).Idle(1);
        return new Simulation(new DetectionOptions { SiteThresholds = thresholds }).Run(script).Complete(3000);
    }

    private static SiteThreshold Of(string match, int milliseconds) => new() { Match = match, ThresholdNs = milliseconds * Millisecond };

    [Fact]
    public void A_part_under_its_sites_own_threshold_is_no_finding_and_one_as_long_is()
    {
        DetectionSnapshot snapshot = Watch(Of("Reports.*", 500)).Snapshot;

        Finding finding = Assert.Single(snapshot.Findings);
        Assert.Equal((1, 500.0), (finding.Count, finding.TotalMs));
        Assert.Equal((2, 700.0, 1, 200.0), (snapshot.StallCount, snapshot.StalledMs, snapshot.SuppressedCount, snapshot.SuppressedMs));
        Assert.Equal((1, 200.0), (snapshot.SiteThresholds[0].StallCount, snapshot.SiteThresholds[0].TotalMs));
    }

    [Fact]
    public void Live_a_stall_is_told_of_only_when_it_reached_its_sites_threshold_and_then_once_as_explained()
    {
        RecordingListener listener = Watch(Of("Reports.*", 500)).Listener;

        Assert.Equal("T1 500-1000: Sleep:Reports.Monthly.Build 500 Wait", StallText.Of(listener.Closed));
        Assert.Equal([listener.Closed[0].Id], listener.Explained.Select(told => told.Stall.Id));
    }

    [Theory]
    [InlineData("Reports.Monthly.*", 600, "*", 100, 0)]
    [InlineData("*", 100, "Reports.Monthly.*", 600, 2)]
    [InlineData("Orders.*", 600, "Reports.*", 400, 1)]
    public void The_first_that_matches_decides(string first, int firstMs, string second, int secondMs, long findings) =>
        Assert.Equal(findings, Watch(Of(first, firstMs), Of(second, secondMs)).Snapshot.Findings.Sum(finding => finding.Count));

    [Fact]
    public void A_lower_one_makes_no_stall_of_a_shorter_span()
    {
        EventScript script = new EventScript().BeatsUntil(1000).At(100).Start(1).Wait(1, Sleep).At(180).WaitEnd(1).Idle(1);

        DetectionSnapshot snapshot = new Simulation(new DetectionOptions { SiteThresholds = [Of("*", 50)] }).Run(script).Complete(1000).Snapshot;

        Assert.Empty(snapshot.Findings);
        Assert.Equal(0, snapshot.StallCount);
    }

    [Fact]
    public void A_site_can_be_named_by_its_id()
    {
        DetectionSnapshot snapshot = Watch(new SiteThreshold { SiteId = "Sleep:Reports.Monthly.Build", ThresholdNs = 1000 * Millisecond }).Snapshot;

        Assert.Empty(snapshot.Findings);
        Assert.Equal((2, 700.0), (snapshot.SiteThresholds[0].StallCount, snapshot.SiteThresholds[0].TotalMs));
    }
}
