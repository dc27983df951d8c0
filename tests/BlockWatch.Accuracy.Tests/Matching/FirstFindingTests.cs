namespace BlockWatch.Accuracy.Tests.Matching;

public class FirstFindingTests
{
    [Fact]
    public void A_site_is_told_when_the_first_line_with_its_rule_and_method_arrives()
    {
        LiveLine earlier = Made.Stall(100, 200, Made.Part("BW0004", 200));
        LiveLine otherRule = Made.Stall(1000, 200, Made.Part("BW0006", 200));
        LiveLine next = Made.Stall(2000, 200, Made.Part("BW0004", 200));

        Assert.Equal(1200, FirstFinding.AfterMs([Made.Truth(1000, 200), Made.Truth(2000, 200)], [earlier, otherRule, next])!.Value, 3);
    }

    [Fact]
    public void An_open_stall_counts_too() =>
        Assert.Equal(
            260,
            FirstFinding.AfterMs(
                [Made.Truth(1000, 2000)],
                [Made.Stall(990, 0, Made.Part("BW0004", 200)) with { Kind = "stall", DurationMs = null, ArrivedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(Made.UnixMs(1260)) }])!.Value,
            3);

    [Fact]
    public void An_open_stall_that_is_over_before_the_first_occurrence_tells_nothing_of_it()
    {
        LiveLine closed = Made.Stall(700, 200, Made.Part("BW0004", 200)) with { StallId = 1, ArrivedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(Made.UnixMs(1050)) };
        LiveLine open = closed with { Kind = "stall", DurationMs = null };

        Assert.Null(FirstFinding.AfterMs([Made.Truth(1000, 200)], [open, closed]));
    }

    [Fact]
    public void Nothing_is_told_of_what_no_line_names() => Assert.Null(FirstFinding.AfterMs([Made.Truth(1000, 200)], []));
}
