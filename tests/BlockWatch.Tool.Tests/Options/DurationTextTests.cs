using BlockWatch.Tool.Options;

namespace BlockWatch.Tool.Tests.Options;

public class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("5m", 300_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("00:00:00:30", 30_000)]
    [InlineData("01:02:03:04", 93_784_000)]
    [InlineData("00:05:00", 300_000)]
    [InlineData("24d", 2_073_600_000)]
    public void A_duration_is_read_in_units_and_as_a_clock(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParseDuration(text, out TimeSpan value, out string problem), problem);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("5S")]
    [InlineData("1,5s")]
    [InlineData(".5s")]
    [InlineData("1e3s")]
    [InlineData("30sec")]
    [InlineData("30s\n")]
    [InlineData("00:30")]
    [InlineData("00:00:60")]
    [InlineData("00:60:00")]
    [InlineData("00:24:00:00")]
    [InlineData("1:2:3:4:5")]
    [InlineData("٣s")]
    public void What_is_no_duration_is_refused_with_an_example(string text)
    {
        Assert.False(DurationText.TryParseDuration(text, out _, out string problem));
        Assert.Equal($"'{text}' is no duration: write for example 30s, 5m, 2h or 00:00:05:00 (dd:hh:mm:ss)", problem);
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("00:00:00:00")]
    [InlineData("25d")]
    [InlineData("999999999999999d")]
    public void A_duration_out_of_range_is_refused_with_the_range(string text)
    {
        Assert.False(DurationText.TryParseDuration(text, out _, out string problem));
        Assert.Equal($"the duration '{text}' is not between 1ms and 24d: write for example 30s, 5m, 2h or 00:00:05:00 (dd:hh:mm:ss)", problem);
    }

    [Theory]
    [InlineData("1ms", 1)]
    [InlineData("100ms", 100)]
    [InlineData("0.25s", 250)]
    [InlineData("1h", 3_600_000)]
    public void A_threshold_is_read_in_units(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParseThreshold(text, out TimeSpan value, out string problem), problem);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), value);
    }

    [Theory]
    [InlineData("100", "'100' is no threshold: write for example 100ms or 1.5s")]
    [InlineData("00:00:00:01", "'00:00:00:01' is no threshold: write for example 100ms or 1.5s")]
    [InlineData("0.5ms", "the threshold '0.5ms' is not between 1ms and 1h: write for example 100ms or 1.5s")]
    [InlineData("2h", "the threshold '2h' is not between 1ms and 1h: write for example 100ms or 1.5s")]
    public void What_is_no_threshold_is_refused_with_an_example(string text, string expected)
    {
        Assert.False(DurationText.TryParseThreshold(text, out _, out string problem));
        Assert.Equal(expected, problem);
    }
}
