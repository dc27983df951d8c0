using BlockWatch.Detection.Session;

namespace BlockWatch.Detection.Tests;

public sealed class CalendarTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 13, 54, 0, 250, TimeSpan.FromHours(1));

    [Fact]
    public void A_time_after_another_is_that()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 12, 54, 1, 750, TimeSpan.Zero), CalendarTime.AfterMilliseconds(Start, 1_500));
        Assert.Equal(Start.AddTicks(-7), CalendarTime.After(Start, -7));
    }

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(3e14)]
    public void Beyond_the_last_time_there_is_the_last_one(double milliseconds)
    {
        Assert.Equal(DateTimeOffset.MaxValue, CalendarTime.AfterMilliseconds(Start, milliseconds));
        Assert.Equal(DateTimeOffset.MaxValue, CalendarTime.AfterMilliseconds(DateTimeOffset.MaxValue, milliseconds));
        Assert.Equal(DateTimeOffset.MaxValue, CalendarTime.After(Start, long.MaxValue));
    }

    [Theory]
    [InlineData(-double.MaxValue)]
    [InlineData(-1e14)]
    public void Before_the_first_time_there_is_the_first_one(double milliseconds)
    {
        Assert.Equal(DateTimeOffset.MinValue, CalendarTime.AfterMilliseconds(Start, milliseconds));
        Assert.Equal(DateTimeOffset.MinValue, CalendarTime.After(Start, long.MinValue));
    }

    [Fact]
    public void No_number_moves_nothing() => Assert.Equal(Start, CalendarTime.AfterMilliseconds(Start, double.NaN));
}
