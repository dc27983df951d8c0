using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.ConsoleOutput;

public sealed class SiteThrottleTests
{
    private readonly SiteThrottle _throttle = new();

    [Fact]
    public void Sites_that_stalled_once_are_forgotten()
    {
        for (int i = 0; i < 5 * SiteThrottle.SiteCap; i++)
        {
            Assert.NotNull(_throttle.Offer(Stalls.Closed(i, $"Orders.Method{i}"), TimeSpan.FromSeconds(2 * i)));
            Assert.InRange(_throttle.SiteCount, 1, SiteThrottle.SiteCap);
        }
    }

    [Fact]
    public void A_site_that_has_something_to_say_is_not_forgotten()
    {
        _throttle.Offer(Stalls.Closed(1, "Orders.Pay"), TimeSpan.Zero);
        _throttle.Offer(Stalls.Closed(2, "Orders.Pay"), TimeSpan.Zero);
        for (int i = 0; i < 2 * SiteThrottle.SiteCap; i++)
        {
            _throttle.Offer(Stalls.Closed(10 + i, $"Orders.Method{i}"), TimeSpan.FromSeconds(2 * i));
        }

        Assert.Equal(2, Assert.Single(_throttle.TakeAll(TimeSpan.FromDays(1))).Stall.Id);
    }

    [Fact]
    public void Stalls_whose_end_never_comes_are_forgotten_and_later_ones_are_told_as_ever()
    {
        for (int i = 0; i < 3 * SiteThrottle.OpenCap; i++)
        {
            _throttle.Offer(Stalls.Open(i), TimeSpan.FromMilliseconds(i));
        }

        Assert.NotNull(_throttle.Offer(Stalls.Open(1_000_000, "Orders.Ship"), TimeSpan.FromDays(1)));
    }
}
