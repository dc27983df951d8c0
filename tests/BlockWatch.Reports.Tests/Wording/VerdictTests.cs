using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Tests.Fixtures;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tests.Wording;

public class VerdictTests
{
    private static readonly Finding Lock = RichFindings.Lock;

    [Fact]
    public void Nothing_found_says_how_long_was_looked() =>
        Assert.Equal("No stall of 100 ms or longer was seen in 10.0 s of watching.", Of(new DetectionSnapshot { SpanCount = 5 }));

    [Fact]
    public void Nothing_seen_at_all_is_said_too() => Assert.Equal(
        "No stall of 100 ms or longer was seen in 10.0 s of watching, but not everything could be seen: no span was seen from start to end.",
        Of(DetectionSnapshot.Empty));

    [Fact]
    public void Sites_that_wait_have_blocked() => Assert.Equal(
        "1 site blocked pool threads for 3.0 s in 10.0 s of watching; the pool starved once (3.2 s).",
        Of(Seen(Lock) with { Starvation = [Results.Rich.Detection.Starvation[0]] }));

    [Theory]
    [InlineData(46, "46 stalls of 100 ms or longer (12.4 s in all) were seen in 10.0 s of watching, of which the configuration suppresses all.")]
    [InlineData(40, "46 stalls of 100 ms or longer (12.4 s in all) were seen in 10.0 s of watching, but no site is known; the configuration leaves out 12.0 s more.")]
    public void What_is_suppressed_is_not_passed_off_as_not_seen(long suppressed, string expected) => Assert.Equal(
        expected,
        Of(new DetectionSnapshot { SpanCount = 50, StallCount = 46, StalledMs = 12_400, SuppressedCount = suppressed, SuppressedMs = 12_000 }));

    [Fact]
    public void Sites_that_compute_have_held() => Assert.Equal(
        "2 sites held pool threads for about 3.1 s in 10.0 s of watching.",
        Of(Seen(Lock, RichFindings.Cpu)));

    [Fact]
    public void A_lost_task_held_no_thread() => Assert.Equal(
        "1 site blocked pool threads for 3.0 s in 10.0 s of watching.",
        Of(Seen(Lock, RichFindings.Lost)));

    [Fact]
    public void Threads_outside_the_pool_are_not_called_pool_threads() => Assert.Equal(
        "1 site blocked threads for 3.0 s in 10.0 s of watching.",
        Of(Seen(Lock with { PoolThreadSeconds = 1 })));

    [Fact]
    public void Sampled_time_is_not_printed_as_counted() => Assert.Equal(
        "1 site blocked pool threads for about 8.4 s in 10.0 s of watching.",
        Of(Seen(RichFindings.Sleep)));

    [Fact]
    public void Stalls_without_any_site_are_not_hidden()
    {
        Assert.Equal(
            "2 stalls of 100 ms or longer (863 ms in all) were seen in 10.0 s of watching, but no site is known; nothing explains them.",
            Of(Seen(RichFindings.Unexplained) with { StallCount = 2, StalledMs = 863, UnexplainedCount = 2 }));
        Assert.Equal(
            "1 stall of 100 ms or longer (400 ms in all) was seen in 10.0 s of watching, but no site is known; nothing explains it.",
            Of(new DetectionSnapshot { SpanCount = 1, StallCount = 1, StalledMs = 400, UnexplainedCount = 1 }));
    }

    [Fact]
    public void Findings_and_losses_are_told_in_one_breath() => Assert.Equal(
        "1 site blocked pool threads for 3.0 s in 10.0 s of watching; and not everything could be seen: the connection to the target broke and bursts off.",
        Of(Seen(Lock), Results.TenSeconds with { End = SessionEnd.ConnectionLost, Lanes = [new LaneStatus("bursts", "off", null, 0, 0)] }));

    [Fact]
    public void No_verdict_calls_a_target_clean()
    {
        foreach (WatchResult result in new[] { Results.Nothing, Results.Incomplete, Results.Rich })
        {
            Assert.DoesNotContain("clean", Made.Text(result, "text"), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("clean", Made.Text(result, "md"), StringComparison.OrdinalIgnoreCase);
        }
    }

    private static DetectionSnapshot Seen(params Finding[] findings) =>
        new() { Findings = findings, SpanCount = 100, StallCount = findings.Sum(finding => finding.Count) };

    private static string Of(DetectionSnapshot found, SessionDescription? session = null) =>
        Verdict.Of(Made.Report(new WatchResult(Results.Shop, session ?? Results.TenSeconds, found)));
}
