using BlockWatch.Reports.Live;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Live;

public class ShortStallsLineTests
{
    [Fact]
    public void An_estimate_says_that_it_is_one() =>
        Assert.Equal(
            "2.000s  BW0004  short stalls, about 1.4 s of pool threads in one second  Thread.Sleep in Shop.Orders.CheckoutAsync(int) at Orders.cs:42",
            ShortStallsLine.Format(Stalls.Short));

    [Fact]
    public void What_was_counted_is_told_as_it_is() =>
        Assert.Equal(
            "2.000s  BW0004  short stalls, 1.4 s of pool threads in one second  Thread.Sleep in Shop.Orders.CheckoutAsync(int) at Orders.cs:42",
            ShortStallsLine.Format(Stalls.Short with { IsSampled = false }));
}
