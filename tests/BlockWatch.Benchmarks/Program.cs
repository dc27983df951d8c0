using System.Globalization;
using BlockWatch.Benchmarks.Latency;
using BlockWatch.Benchmarks.Overhead;
using BlockWatch.Benchmarks.Targets;

const double UsualRate = 1000;

return args switch
{
    ["latency"] => await LatencyBenchmark.RunAsync(),
    ["overhead"] => await OverheadBenchmark.RunAsync(UsualRate),
    ["overhead", var rate] when double.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out double perSecond) && perSecond is >= 1 and <= 20_000
        => await OverheadBenchmark.RunAsync(perSecond),

    // The process that is watched: this program again, started by the other two.
    ["target"] => await WebTarget.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: BlockWatch.Benchmarks latency | overhead [REQUESTS-A-SECOND]");
    return 2;
}
