using Xunit.Abstractions;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>The acceptance app: five faults, five findings, nothing else.</summary>
[Collection(EndToEndCollection.Name)]
public class FiveFaultsTests
{
    private const double DurationTolerance = 0.10;

    private readonly ToolFixture _fixture;
    private readonly ITestOutputHelper _output;

    public FiveFaultsTests(ToolFixture fixture, ITestOutputHelper output)
    {
        _fixture = fixture;
        _output = output;
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public async Task All_five_sites_are_found_with_rule_line_and_duration_and_none_else(int runtime)
    {
        SharedWatch watch = await _fixture.Shared.FiveFaultsAsync(runtime, _output);

        await PublishedSchema.AssertReportAsync(watch.Report);
        AssertSession(watch);
        AssertSites(watch.Report);
        AssertMeasures(watch.Report, watch.Truth);
        Assert.Empty(watch.Report.Starvation);
    }

    [Fact]
    public async Task On_dotnet_8_what_is_found_is_right_and_the_limits_say_what_cannot_be_seen()
    {
        SharedWatch watch = await _fixture.Shared.FiveFaultsAsync(8, _output);

        await PublishedSchema.AssertReportAsync(watch.Report);
        AssertSession(watch);
        AssertSites(watch.Report);
        AssertMeasures(watch.Report, watch.Truth);
        Assert.Contains(watch.Report.Session.Limits, limit => limit.Contains(".NET 8 has no wait events", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public async Task The_lock_shows_where_its_owner_was(int runtime)
    {
        SharedWatch watch = await _fixture.Shared.FiveFaultsAsync(runtime, _output);

        ReportedFinding contention = Assert.Single(watch.Report.OfRules("BW0003"), finding => finding.IsAt(FiveFaultsSites.LockMethod));
        Assert.Contains(contention.Owners, owner => owner.Frames.Any(frame => frame.Is(FiveFaultsSites.OwnerMethod)));
    }

    private static void AssertSession(SharedWatch watch)
    {
        ReportDocument report = watch.Report;
        Assert.Equal(watch.ProcessId, report.Target.Pid);
        Assert.StartsWith(Text.Number(watch.Runtime) + ".", report.Target.Runtime, StringComparison.Ordinal);
        Assert.Equal("durationOver", report.Session.End);
        Assert.Equal(0, report.Session.EventsLost);
        Assert.True(report.Session.Complete);
    }

    // The whole list: what is missing and what is too much both show.
    private static void AssertSites(ReportDocument report)
    {
        ReportedFinding[] found = [.. report.OfRules(Rules.OfSites).Where(finding => finding.Severity != "info")];
        IEnumerable<ExpectedSite> sites = found.Select(ExpectedSite.Of).Distinct().OrderBy(site => site.RuleId, StringComparer.Ordinal);
        Assert.True(FiveFaultsSites.All.SequenceEqual(sites), $"Expected:\n{string.Join('\n', FiveFaultsSites.All)}\nFound:\n{report.Describe()}");

        // One thing is told once. FileAsync has two blocking calls on its line, so what it called counts there.
        IEnumerable<string> told = found.Select(finding => $"{ExpectedSite.Of(finding)} {Called(finding)}");
        Assert.True(told.Distinct().Count() == found.Length, $"Something is told twice:\n{report.Describe()}");
    }

    private static void AssertMeasures(ReportDocument report, IReadOnlyList<TruthOccurrence> truth)
    {
        foreach (ExpectedSite site in FiveFaultsSites.All)
        {
            ReportedFinding finding = report.Findings.Where(finding => finding.IsAt(site.Method)).MaxBy(finding => finding.Count)!;
            double expected = Truth.Median(truth.Within(report.Session, site.Method).Select(occurrence => occurrence.DurationMs));
            Assert.True(
                Math.Abs(finding.P50Ms - expected) <= expected * DurationTolerance,
                FormattableString.Invariant($"{site.Method}: p50 is {finding.P50Ms} ms, really {expected} ms\n{report.Describe()}"));

            int atMost = truth.Touching(report.Session, site.Method).Count;
            Assert.True(finding.Count <= atMost, FormattableString.Invariant($"{site.Method}: counted {finding.Count} times, but it happened {atMost} times"));
        }
    }

    private static string? Called(ReportedFinding finding) => finding.RuleId == "BW0006" ? null : finding.Site.BlockingFrame?.Method.Split('(')[0];
}
