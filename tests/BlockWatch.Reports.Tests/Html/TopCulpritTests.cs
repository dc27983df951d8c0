using BlockWatch.Reports.Html;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Html;

/// <summary>Where the page says to begin.</summary>
public sealed class TopCulpritTests
{
    [Fact]
    public void A_deadlock_goes_before_all_else() => Assert.Equal("BW0008", RuleOf(Made.Report(Deadlocks.Result)));

    [Fact]
    public void Who_starved_the_pool_goes_before_who_took_more_time_otherwise()
    {
        Report report = Made.Report(Results.Rich);
        ReportCulprit lockSite = new() { FindingId = Sites.Lock.Id, PoolThreadSeconds = 9 };
        Report starvedByLock = report with { Starvation = [report.Starvation[0], report.Starvation[1] with { Culprits = [lockSite] }] };

        Assert.Equal("BW0004", RuleOf(report));
        Assert.Equal("BW0003", RuleOf(starvedByLock));
    }

    [Fact]
    public void Without_starvation_it_is_the_place_that_took_the_most()
    {
        Report report = Made.Report(Results.Rich) with { Starvation = [] };

        Assert.Equal("BW0004", RuleOf(report));
        Assert.Equal("BW0003", RuleOf(report with { Findings = [.. report.Findings.Reverse().Where(finding => finding.RuleId is "BW0003" or "BW0009" or "BW0011")] }));
        Assert.Equal("BW0009", RuleOf(report with { Findings = [.. report.Findings.Where(finding => finding.RuleId == "BW0009")] }));
        Assert.Null(TopCulprit.Of(report with { Findings = [] }));
    }

    private static string RuleOf(Report report) => report.Findings[TopCulprit.Of(report)!.Value].RuleId;
}
