using BlockWatch.Detection.Explanation;
using BlockWatch.Reports.Tests.Fixtures;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tests.Wording;

public class SiteTextTests
{
    [Fact]
    public void Without_a_blocking_frame_the_cause_is_named() => Assert.Equal("CPU work in Shop.Notes.Hash(byte[])", SiteText.Of(Sites.Cpu));

    [Fact]
    public void The_words_are_those_of_the_finding_s_title() =>
        Assert.Equal("Thread.Sleep in Shop.Orders.CheckoutAsync(int)", SiteText.Of(Sites.Sleep));

    [Fact]
    public void Without_a_user_frame_none_is_invented() =>
        Assert.DoesNotContain("Shop.", SiteText.Of(Sites.Sleep with { UserFrame = null }), StringComparison.Ordinal);
}
