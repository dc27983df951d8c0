namespace BlockWatch.Reports.Wording;

/// <summary>Durations as they would feel to someone for whom a read from the processor's first cache takes 3 seconds: <c>200 ms</c> is <c>19 years</c>.</summary>
/// <remarks>The factor, its source and its limits are in docs/human-scale.md. A year is 365.25 days, a month a twelfth of it.</remarks>
public static class HumanScale
{
    /// <summary>Seconds at the desk for each second of the machine: a read of 1 ns becomes 3 s.</summary>
    public const double Factor = 3e9;

    private const double MillisecondsPerSecond = 1000;
    private const double Minute = 60;
    private const double Hour = 60 * Minute;
    private const double Day = 24 * Hour;
    private const double Year = 365.25 * Day;
    private const double Month = Year / 12;

    // From here on a number is counted in the next unit: "90 minutes" says more than "2 hours", which is a rounding of it.
    private const double MostSeconds = 90;
    private const double MostMinutes = 90 * Minute;
    private const double MostHours = 48 * Hour;
    private const double MostDays = 60 * Day;
    private const double MostMonths = 24 * Month;

    /// <summary>What the reader of a report has to know once.</summary>
    public static string Note => "At human scale a read from the processor's first cache, about 1 ns, takes 3 s: every time is multiplied by 3,000,000,000.";

    /// <summary>One number and one unit, rounded: <c>19 years</c>, <c>1 day</c>, <c>6 hours</c>, <c>3 seconds</c>; from ten thousand years on two digits count.</summary>
    /// <param name="milliseconds">The machine's duration. Below 0 and what is no number count as 0.</param>
    public static string Of(double milliseconds)
    {
        double seconds = double.IsFinite(milliseconds) ? Math.Max(0, milliseconds) / MillisecondsPerSecond * Factor : 0;
        (double unit, string name) = seconds switch
        {
            < MostSeconds => (1.0, "second"),
            < MostMinutes => (Minute, "minute"),
            < MostHours => (Hour, "hour"),
            < MostDays => (Day, "day"),
            < MostMonths => (Month, "month"),
            _ => (Year, "year"),
        };
        return Measures.Count(Rounded(seconds / unit), name);
    }

    // Nobody has a feeling for the last digits of ten thousand years, and the source has not so many.
    private static long Rounded(double number)
    {
        double step = 1;
        while (number / step >= 10_000)
        {
            step *= 10;
        }

        return (long)(Math.Round(number / step, MidpointRounding.AwayFromZero) * step);
    }
}
