namespace BlockWatch.Faults.Load;

/// <summary>How a target answered over some time.</summary>
/// <param name="Answered">Requests with a good answer.</param>
/// <param name="Failed">Requests that were refused, broke off, got an error or no answer in time, while the target was to serve.</param>
/// <param name="MedianMs">Of those answered, milliseconds.</param>
/// <param name="P99Ms">Of those answered, milliseconds.</param>
/// <param name="MostMs">Of those answered, milliseconds.</param>
internal sealed record LoadFigures(int Answered, int Failed, double MedianMs, double P99Ms, double MostMs)
{
    public static LoadFigures Of(IReadOnlyCollection<double> latenciesMs, int failed)
    {
        double[] sorted = [.. latenciesMs.Order()];
        return new LoadFigures(sorted.Length, failed, Quantile(sorted, 0.50), Quantile(sorted, 0.99), Quantile(sorted, 1));
    }

    // The smallest that so large a part of them does not exceed; 0 of none.
    private static double Quantile(double[] sorted, double part) =>
        sorted.Length == 0 ? 0 : Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)], 1);
}
