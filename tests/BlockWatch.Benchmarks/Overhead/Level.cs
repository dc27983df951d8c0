using System.Globalization;
using BlockWatch.Benchmarks.Load;
using BlockWatch.Benchmarks.Targets;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>How busy the target is kept.</summary>
/// <param name="RequestsPerSecond">Null: as many as it answers, with ten continuations each.</param>
internal sealed record Level(double? RequestsPerSecond)
{
    public const string Saturated = "saturated";

    private const double MostPerSecond = 20_000;

    public string Name => RequestsPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate:0.###} requests/s") : Saturated;

    /// <summary>A number of requests a second up to 20,000, or <see cref="Saturated"/>; null when it is neither.</summary>
    public static Level? Parse(string text) =>
        text == Saturated ? new Level((double?)null)
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) && rate is > 0 and <= MostPerSecond ? new Level(rate)
        : null;

    public ILoad Start(Uri target) => RequestsPerSecond is { } rate
        ? new SteadyLoad(new Uri(target, WebTarget.AwaitingPath), rate)
        : new SaturatingLoad(new Uri(target, WebTarget.YieldingPath));
}
