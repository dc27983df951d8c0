namespace BlockWatch.Accuracy.Tests.Matching;

public class OccurrenceMatcherTests
{
    private readonly OccurrenceMatcher _matcher = new(Made.Source);

    [Fact]
    public void An_occurrence_is_in_the_stall_of_its_thread_that_covers_it()
    {
        LiveLine before = Made.Stall(700, 290, Made.Part("BW0004", 200));
        LiveLine other = Made.StallOn(8, 995, 210, Made.Part("BW0004", 200));
        LiveLine own = Made.Stall(995, 210, Made.Part("BW0004", 201));

        OccurrenceMatch match = _matcher.Match(Made.Truth(1000, 200), [before, other, own]);

        Assert.Same(own, match.Stall);
        Assert.True(match is { IsRuleRight: true, IsMethodRight: true, IsLineRight: true });
    }

    [Fact]
    public void A_stall_that_covers_less_than_half_of_it_is_a_neighbour() =>
        Assert.False(_matcher.Match(Made.Truth(1000, 200), [Made.Stall(800, 299, Made.Part("BW0004", 299))]).IsFound);

    [Fact]
    public void Of_two_parts_in_one_stall_each_occurrence_takes_its_own()
    {
        LiveLine stall = Made.Stall(990, 620, Made.Part("BW0003", 400, line: 4), Made.Part("BW0004", 200, line: 5));

        OccurrenceMatch wait = _matcher.Match(Made.Truth(1000, 400, "Lock", line: 4), [stall]);
        OccurrenceMatch hold = _matcher.Match(Made.Truth(1400, 200, "Sleep", line: 5), [stall]);

        Assert.Equal(("BW0003", 400), (wait.Part!.RuleId, wait.Part.DurationMs));
        Assert.Equal(("BW0004", 200), (hold.Part!.RuleId, hold.Part.DurationMs));
        Assert.True(wait.IsSiteRight && hold.IsSiteRight);
    }

    [Fact]
    public void An_unexplained_stall_is_found_but_nothing_in_it_is_right()
    {
        OccurrenceMatch match = _matcher.Match(Made.Truth(1000, 200), [Made.Stall(995, 210, Made.Unexplained(210))]);

        Assert.True(match.IsFound && match.IsUnexplained);
        Assert.False(match.IsRuleRight || match.IsMethodRight || match.IsLineRight);
    }

    [Fact]
    public void Another_rule_and_another_method_are_wrong_each_by_itself()
    {
        OccurrenceMatch rule = _matcher.Match(Made.Truth(1000, 200), [Made.Stall(995, 210, Made.Part("BW0006", 200))]);
        OccurrenceMatch method = _matcher.Match(Made.Truth(1000, 200), [Made.Stall(995, 210, Made.Part("BW0004", 200, method: "N.Other.Do()"))]);

        Assert.Equal((false, true), (rule.IsRuleRight, rule.IsMethodRight));
        Assert.Equal((true, false), (method.IsRuleRight, method.IsMethodRight));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(1, false)]
    public void A_lambda_in_the_method_is_right_where_its_line_is(int line, bool expected) =>
        Assert.Equal(
            expected,
            _matcher.Match(Made.Truth(1000, 200), [Made.Stall(995, 210, Made.Part("BW0004", 200, line, Made.Method + ".lambda()"))]).IsMethodRight);

    [Theory]
    [InlineData(0, 150, true, true)]
    [InlineData(0, 149.9, true, false)]
    [InlineData(0, 200, false, false)]
    [InlineData(-1, 200, true, false)]
    [InlineData(9900, 200, true, false)]
    public void Long_ones_on_the_pool_wholly_inside_the_watch_count(double start, double duration, bool onPool, bool expected) =>
        Assert.Equal(expected, OccurrenceMatcher.Counts(Made.Truth(start, duration, onPool: onPool), new WatchedInterval(Made.UnixMs(0), Made.UnixMs(10_000))));
}
