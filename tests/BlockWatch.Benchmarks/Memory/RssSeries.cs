using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Memory;

/// <summary>Resident memory at each tenth of a run, and whether it grew.</summary>
internal sealed class RssSeries
{
    /// <summary>The end may have this many times the memory of one tenth of the way.</summary>
    public const double MostGrowth = 1.10;

    public const int Tenths = 10;

    private readonly List<double> _megabytes = [];

    public IReadOnlyList<double> Megabytes => _megabytes;

    public bool IsComplete => _megabytes.Count == Tenths;

    /// <summary>The memory at the end over that at one tenth of the way.</summary>
    public double Growth => _megabytes[^1] / _megabytes[0];

    public bool IsFlat => IsComplete && Growth <= MostGrowth;

    /// <summary>Adds the next tenth.</summary>
    /// <param name="samples">Readings at its end: their median counts, because a collection may be about to come in one of them. Millions of bytes.</param>
    public void Add(params IReadOnlyCollection<double> samples) => _megabytes.Add(Series.Median(samples));
}
