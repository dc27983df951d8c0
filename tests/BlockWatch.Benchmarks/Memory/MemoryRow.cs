using System.Globalization;

namespace BlockWatch.Benchmarks.Memory;

/// <summary>What one run showed so far.</summary>
/// <param name="What">What was run.</param>
/// <param name="RssMb">Resident memory at each tenth, millions of bytes.</param>
/// <param name="Growth">The last of them over the first.</param>
/// <param name="IsFlat">Whether that is at most <see cref="RssSeries.MostGrowth"/>.</param>
internal sealed record MemoryRow(string What, IReadOnlyList<double> RssMb, double Growth, bool IsFlat)
{
    public static MemoryRow Of(string what, RssSeries rss) => new(what, rss.Megabytes, rss.Growth, rss.IsFlat);

    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{What}: at the end {Growth:F3} times the memory of one tenth of the way{(IsFlat ? ", flat" : $"; NOT FLAT, at most {RssSeries.MostGrowth:F2} is")}");
}
