namespace BlockWatch.Reports.Diffs.Statistics;

/// <summary>Many tests at once: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).</summary>
internal static class Holm
{
    /// <summary>The largest p-value that is significant, so that the probability of even one false alarm among all tests stays under <paramref name="alpha"/>; 0 when none is.</summary>
    public static double Limit(IEnumerable<double> pValues, double alpha)
    {
        double limit = 0;
        double[] sorted = [.. pValues.Order()];
        for (int i = 0; i < sorted.Length && sorted[i] <= alpha / (sorted.Length - i); i++)
        {
            limit = sorted[i];
        }

        return limit;
    }
}
