using BenchmarkDotNet.Reports;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>One benchmark's figures, each for one of what it handles.</summary>
/// <param name="Name">Class and method.</param>
/// <param name="MeanNs">Nanoseconds.</param>
/// <param name="ErrorNs">Standard error of the mean, nanoseconds.</param>
/// <param name="AllocatedBytes">On the managed heap.</param>
internal sealed record MicroRow(string Name, double MeanNs, double ErrorNs, double AllocatedBytes)
{
    /// <param name="report">Of a benchmark that ran.</param>
    public static MicroRow Of(BenchmarkReport report) => new(
        $"{report.BenchmarkCase.Descriptor.Type.Name}.{report.BenchmarkCase.Descriptor.WorkloadMethod.Name}",
        report.ResultStatistics!.Mean,
        report.ResultStatistics.StandardError,
        report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? double.NaN);
}
