using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tests.Wording;

public class HumanScaleTests
{
    [Theory]
    [InlineData(200, "19 years")]
    [InlineData(100, "10 years")]
    [InlineData(2_004, "191 years")]
    [InlineData(1_000, "95 years")]
    [InlineData(60_000, "5,704 years")]
    [InlineData(3_600_000, "342,200 years")]
    [InlineData(86_400_000, "8,214,000 years")]
    [InlineData(21.0384, "2 years")]
    [InlineData(21, "24 months")]
    [InlineData(10, "11 months")]
    [InlineData(1.728, "2 months")]
    [InlineData(1.7, "59 days")]
    [InlineData(0.0576, "2 days")]
    [InlineData(0.0575, "48 hours")]
    [InlineData(0.0018, "2 hours")]
    [InlineData(0.00179, "90 minutes")]
    [InlineData(0.00003, "2 minutes")]
    [InlineData(0.000029, "87 seconds")]
    [InlineData(0.0001, "5 minutes")]
    [InlineData(0.01, "8 hours")]
    [InlineData(1, "35 days")]
    [InlineData(0.000001, "3 seconds")]
    [InlineData(0.0000003, "1 second")]
    [InlineData(0, "0 seconds")]
    [InlineData(-5, "0 seconds")]
    [InlineData(double.NaN, "0 seconds")]
    [InlineData(double.PositiveInfinity, "0 seconds")]
    public void A_duration_is_one_number_and_one_unit(double milliseconds, string expected) => Assert.Equal(expected, HumanScale.Of(milliseconds));

    [Fact]
    public void A_read_of_the_first_cache_is_three_seconds_as_the_note_says()
    {
        Assert.Equal("3 seconds", HumanScale.Of(1e-6));
        Assert.Contains(HumanScale.Factor.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture), HumanScale.Note, StringComparison.Ordinal);
    }

    // A longer time must never read as a shorter one: units change where both say nearly the same.
    [Fact]
    public void Longer_is_never_said_to_be_shorter()
    {
        string[] units = ["second", "minute", "hour", "day", "month", "year"];
        double[] lengths = [1, 60, 3600, 86_400, 2_629_800, 31_557_600];
        double before = 0;
        for (double milliseconds = 1e-7; milliseconds < 1e9; milliseconds *= 1.003)
        {
            string[] words = HumanScale.Of(milliseconds).Split(' ');
            double said = double.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture) * lengths[Array.IndexOf(units, words[1].TrimEnd('s'))];
            double real = milliseconds / 1000 * HumanScale.Factor;

            Assert.True(Math.Abs(said - real) <= Math.Max(0.5, 0.34 * real), $"{milliseconds} ms is said to be {words[0]} {words[1]}");
            Assert.True(said >= before * 0.75, $"{milliseconds} ms is said to be shorter than a little less was");
            before = Math.Max(before, said);
        }
    }
}
