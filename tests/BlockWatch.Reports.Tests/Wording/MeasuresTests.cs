using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tests.Wording;

public class MeasuresTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.25, "0.3 ms")]
    [InlineData(9.96, "10 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(1_000, "1.0 s")]
    [InlineData(12_449, "12.4 s")]
    [InlineData(599_900, "599.9 s")]
    [InlineData(723_999, "12 min 3 s")]
    [InlineData(7_199_999, "119 min 59 s")]
    [InlineData(7_500_000, "2 h 5 min")]
    public void Durations_are_as_exact_as_they_are_long(double milliseconds, string expected) =>
        Assert.Equal(expected, Measures.Duration(milliseconds));

    [Theory]
    [InlineData(2_004, "2,004 ms")]
    [InlineData(3.25, "3.3 ms")]
    public void Milliseconds_are_grouped(double milliseconds, string expected) => Assert.Equal(expected, Measures.Milliseconds(milliseconds));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.0001, "under 1 %")]
    [InlineData(0.68, "68 %")]
    [InlineData(1, "100 %")]
    public void What_happened_is_never_shown_as_nothing(double share, string expected) => Assert.Equal(expected, Measures.Percent(share));

    [Fact]
    public void Lists_read_as_english()
    {
        Assert.Equal("", Measures.List([]));
        Assert.Equal("a", Measures.List(["a"]));
        Assert.Equal("a, b and c", Measures.List(["a", "b", "c"]));
    }
}
