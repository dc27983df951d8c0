namespace BlockWatch.Reports.Diffs.Statistics;

/// <summary>Tails of the binomial distribution.</summary>
internal static class Binomial
{
    private const double Tolerance = 1e-14;
    private const double Tiny = 1e-300;
    private const int MaxSteps = 10_000;

    // Lanczos' approximation with g = 7, as in Numerical Recipes: 15 digits.
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
        -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>The probability of at least <paramref name="successes"/> of <paramref name="trials"/>, each with probability <paramref name="p"/> of 0 to 1.</summary>
    public static double AtLeast(long successes, long trials, double p) => successes <= 0 ? 1
        : successes > trials ? 0
        : RegularizedBeta(p, successes, trials - successes + 1);

    /// <summary>The probability of at most <paramref name="successes"/>.</summary>
    public static double AtMost(long successes, long trials, double p) => AtLeast(trials - successes, trials, 1 - p);

    // The incomplete beta function by its continued fraction (Numerical Recipes 6.4), from the side on which that converges fast.
    private static double RegularizedBeta(double x, double a, double b)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        double front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    private static double Fraction(double x, double a, double b)
    {
        double c = 1;
        double d = 1 / NotZero(1 - ((a + b) * x / (a + 1)));
        double value = d;
        for (int m = 1; m <= MaxSteps; m++)
        {
            double even = m * (b - m) * x / ((a - 1 + (2 * m)) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + 1 + (2 * m)));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            value *= d * c;
            if (Math.Abs((d * c) - 1) < Tolerance)
            {
                break;
            }
        }

        return value;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    private static double LogGamma(double x)
    {
        double sum = Lanczos[0];
        for (int i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (x - 1 + i);
        }

        double t = x + 6.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}
