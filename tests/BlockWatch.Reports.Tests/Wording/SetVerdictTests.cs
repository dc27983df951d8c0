using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Tests.Fixtures;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tests.Wording;

public class SetVerdictTests
{
    [Fact]
    public void A_lost_task_is_no_site_that_held_threads()
    {
        Assert.Equal("In 10.4 s 1 target was watched: no stall of 100 ms or longer was seen.", Of(RichFindings.Lost));
        Assert.Equal("In 10.4 s 1 target was watched: 1 site held threads for 3.0 s in 1 of them.", Of(RichFindings.Lost, RichFindings.Lock));
    }

    private static string Of(params Finding[] findings)
    {
        WatchResult seen = new(Results.Shop, Results.TenSeconds, new DetectionSnapshot { Findings = findings, SpanCount = 100 });
        return SetVerdict.Of(Made.ReportSet(SetResults.Four with { Targets = [SetResults.Watched(17, seen, "Shop")] }));
    }
}
