using System.Globalization;
using BlockWatch.Benchmarks.Load;
using BlockWatch.Benchmarks.Targets;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>How busy the target is kept.</summary>
/// <param name="RequestsPerSecond">Null: as many as it answers, with ten continuations each.</param>
/// <param name="ItemsPerSecond">Empty work items instead of requests; null for requests.</param>
internal sealed record Level(double? RequestsPerSecond, int? ItemsPerSecond = null)
{
    public const string Saturated = "saturated";

    private const double MostPerSecond = 20_000;
    private const int MostItemsPerSecond = 1_000_000;
    private const string Items = "items:";

    public string Name => ItemsPerSecond is { } items ? string.Create(CultureInfo.InvariantCulture, $"{items} work items/s")
        : RequestsPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate:0.###} requests/s")
        : Saturated;

    /// <summary>A number of requests a second up to 20,000, <see cref="Saturated"/>, or <c>items:N</c> up to a million; null when it is none of them.</summary>
    public static Level? Parse(string text) =>
        text == Saturated ? new Level((double?)null)
        : text.StartsWith(Items, StringComparison.Ordinal)
            ? int.TryParse(text[Items.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int items) && items is > 0 and <= MostItemsPerSecond ? new Level(null, items) : null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) && rate is > 0 and <= MostPerSecond ? new Level(rate)
        : null;

    public async Task<ILoad> StartAsync(TargetProcess target) =>
        ItemsPerSecond is { } items ? await WorkLoad.StartAsync(target, items)
        : RequestsPerSecond is { } rate ? new SteadyLoad(new Uri(target.Address, WebTarget.AwaitingPath), rate)
        : new SaturatingLoad(new Uri(target.Address, WebTarget.YieldingPath));
}
