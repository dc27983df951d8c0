namespace BlockWatch.Reports.Diffs.Statistics;

/// <summary>Whether stalls of one place have become longer or shorter: a z-test on the logarithms of two medians.</summary>
/// <remarks>
/// A report has the median and the 95th percentile, not every duration. Durations are taken to be log-normal, with the spread that these two say (at least
/// <see cref="LeastSpread"/>); the median's standard error is then 1.2533 times that of the mean (the square root of pi/2). A rough model: what it says is
/// believed only with a small p and a large effect.
/// </remarks>
internal static class LengthTest
{
    // The normal distribution's 95th percentile, in standard deviations.
    private const double At95 = 1.6449;
    private const double MedianError = 1.2533;

    /// <summary>Spread of the logarithm below which no sample is believed: some 10 %.</summary>
    public const double LeastSpread = 0.1;

    /// <summary>The two-sided p-value, 0 to 1.</summary>
    public static double PValue((double P50, double P95, long Count) before, (double P50, double P95, long Count) after)
    {
        double error = Math.Sqrt(Variance(before) + Variance(after));
        return 2 * UpperTail(Math.Abs(Math.Log(after.P50 / before.P50)) / error);
    }

    private static double Variance((double P50, double P95, long Count) lengths)
    {
        double spread = Math.Max(LeastSpread, Math.Log(lengths.P95 / lengths.P50) / At95);
        return MedianError * MedianError * spread * spread / lengths.Count;
    }

    // The complementary error function by Numerical Recipes' Chebyshev fit (6.2): relative error under 1.2e-7 everywhere.
    private static double UpperTail(double z)
    {
        double x = z / Math.Sqrt(2);
        double t = 1 / (1 + (0.5 * x));
        double polynomial = -1.26551223 + (t * (1.00002368 + (t * (0.37409196 + (t * (0.09678418 + (t * (-0.18628806
            + (t * (0.27886807 + (t * (-1.13520398 + (t * (1.48851587 + (t * (-0.82215223 + (t * 0.17087277)))))))))))))))));
        return 0.5 * t * Math.Exp((-x * x) + polynomial);
    }
}
