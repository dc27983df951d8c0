using System.Globalization;

namespace BlockWatch.Benchmarks.Results;

/// <summary>Figures of one kind, and how they are summed up: never by their mean, which one disturbed round spoils.</summary>
internal static class Series
{
    public static double Median(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The least of the figures that so many per cent of them do not exceed: of 30 figures, the 99th is the greatest.</summary>
    public static double Percentile(IEnumerable<double> figures, int percent)
    {
        double[] sorted = [.. figures.Order()];
        return sorted[Math.Max(0, ((sorted.Length * percent) + 99) / 100 - 1)];
    }

    /// <summary><c>median 1.03 (0.98 to 1.07)</c></summary>
    public static string Describe(IReadOnlyCollection<double> figures, string format) => string.Create(
        CultureInfo.InvariantCulture,
        $"median {Text(Median(figures), format)} ({Text(figures.Min(), format)} to {Text(figures.Max(), format)})");

    private static string Text(double figure, string format) => figure.ToString(format, CultureInfo.InvariantCulture);
}
