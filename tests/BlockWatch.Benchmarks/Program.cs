using BlockWatch.Benchmarks.Latency;
using BlockWatch.Benchmarks.Overhead;
using BlockWatch.Benchmarks.Targets;

return args switch
{
    ["latency"] => await LatencyBenchmark.RunAsync(),
    ["overhead"] => await OverheadBenchmark.RunAsync(),

    // The process that is watched: this program again, started by the other two.
    ["target"] => await WebTarget.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: BlockWatch.Benchmarks latency | overhead");
    return 2;
}
