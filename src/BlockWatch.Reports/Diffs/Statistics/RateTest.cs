namespace BlockWatch.Reports.Diffs.Statistics;

/// <summary>Whether two counts come from one rate: the exact conditional test on two Poisson counts.</summary>
/// <remarks>
/// J. Przyborowski and H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31 (1940): with equal rates, how the sum
/// of both counts falls on the two of them is binomial with the shares of the exposures. Exact for small counts, and rather too careful than too bold.
/// </remarks>
internal static class RateTest
{
    /// <summary>The two-sided p-value: the probability of a difference at least as large with equal rates, 0 to 1.</summary>
    /// <param name="before">How many there were; at least 0.</param>
    /// <param name="exposureBefore">Of how much: time, work items; over 0.</param>
    /// <param name="after">How many there were then.</param>
    /// <param name="exposureAfter">Of how much, in the same unit.</param>
    public static double PValue(long before, double exposureBefore, long after, double exposureAfter)
    {
        long all = before + after;
        double share = exposureAfter / (exposureBefore + exposureAfter);
        return Math.Min(1, 2 * Math.Min(Binomial.AtLeast(after, all, share), Binomial.AtMost(after, all, share)));
    }

    /// <summary>How many times as many there are afterwards, per unit of exposure; infinite when there were none before, NaN when there were none at all.</summary>
    public static double Ratio(long before, double exposureBefore, long after, double exposureAfter) => after / exposureAfter / (before / exposureBefore);
}
