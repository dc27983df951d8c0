namespace BlockWatch.Reports.Building;

/// <summary>Numbers as reports hold them: three decimals, so that two equal runs give equal text.</summary>
internal static class Rounding
{
    private const int Decimals = 3;
    private const int ShareDecimals = 4;
    private const double NanosecondsPerMillisecond = 1_000_000;

    // A share of nothing is 0 / 0, which JSON cannot hold; nothing is what it means.
    public static double Round(double value) => double.IsNaN(value) ? 0 : Math.Round(value, Decimals, MidpointRounding.AwayFromZero);

    /// <summary>A share of one core: what makes a difference of 0.1 ms a second is kept.</summary>
    public static double Share(double value) => double.IsNaN(value) ? 0 : Math.Round(value, ShareDecimals, MidpointRounding.AwayFromZero);

    public static double Milliseconds(long nanoseconds) => Round(nanoseconds / NanosecondsPerMillisecond);
}
