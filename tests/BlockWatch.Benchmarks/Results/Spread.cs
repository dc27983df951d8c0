namespace BlockWatch.Benchmarks.Results;

/// <summary>A series summed up, for the JSON result.</summary>
internal sealed record Spread(double Median, double Least, double Greatest, int Count)
{
    public static Spread Of(IReadOnlyCollection<double> figures) => new(Series.Median(figures), figures.Min(), figures.Max(), figures.Count);
}
