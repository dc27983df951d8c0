using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BlockWatch.Benchmarks.Results;
using BlockWatch.TestKit;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>The steps of an event's way through blockwatch, one by one, by BenchmarkDotNet: time and allocation for one of what each step handles.</summary>
internal static class MicroBenchmarks
{
    private static readonly Type[] All =
    [
        typeof(TranslateBenchmark), typeof(SpanTrackingBenchmark), typeof(StackInterningBenchmark), typeof(ClassificationBenchmark), typeof(AggregationBenchmark),
    ];

    /// <param name="filter">A glob on the full name of a benchmark.</param>
    /// <param name="isDry">True to run each once only.</param>
    /// <param name="options">Where the result goes.</param>
    public static int Run(string filter, bool isDry, RunOptions options)
    {
        ResultFile result = new("micro", options);

        // In this process: the benchmarks share nothing that a process of their own would have to keep apart, and need no build of their own.
        IConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob((isDry ? Job.Dry : Job.Default).WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddFilter(new GlobFilter([filter]))
            .WithArtifactsPath(Path.Combine(RepositoryRoot.Artifacts, "benchmarks", "micro"));
        Summary[] summaries = BenchmarkRunner.Run(All, config);
        MicroRow[] rows = [.. summaries.SelectMany(summary => summary.Reports).Where(report => report.Success).Select(MicroRow.Of)];
        result.Write(rows);
        bool isGood = rows.Length > 0 && summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success));
        return isGood ? 0 : 1;
    }
}
