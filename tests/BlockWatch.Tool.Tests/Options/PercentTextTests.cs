using BlockWatch.Tool.Options;

namespace BlockWatch.Tool.Tests.Options;

public class PercentTextTests
{
    [Theory]
    [InlineData("2%", 0.02)]
    [InlineData("0.5%", 0.005)]
    [InlineData("0.1%", 0.001)]
    [InlineData("100%", 1)]
    public void A_share_is_read_with_its_sign(string text, double share)
    {
        Assert.True(PercentText.TryParse(text, out double value, out string problem), problem);
        Assert.Equal(share, value, 10);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("2")]
    [InlineData("2 %")]
    [InlineData("-2%")]
    [InlineData("2,5%")]
    [InlineData("1e1%")]
    [InlineData("two%")]
    public void Anything_else_is_refused_with_an_example(string text)
    {
        Assert.False(PercentText.TryParse(text, out _, out string problem));
        Assert.Equal($"'{text}' is no budget: write for example 2% or 0.5%", problem);
    }

    [Theory]
    [InlineData("0%")]
    [InlineData("0.05%")]
    [InlineData("101%")]
    public void A_share_out_of_range_is_refused(string text)
    {
        Assert.False(PercentText.TryParse(text, out _, out string problem));
        Assert.Equal($"the budget '{text}' is not between 0.1% and 100%: write for example 2% or 0.5%", problem);
    }
}
