namespace BlockWatch.Benchmarks.Overhead;

/// <summary>One stretch of time in which the target was under one kind of load.</summary>
/// <param name="CpuMsPerSecond">The target's processor time for each second, milliseconds.</param>
/// <param name="RequestsPerSecond">Answered.</param>
internal sealed record Round(double CpuMsPerSecond, double RequestsPerSecond)
{
    /// <summary>The target's processor time for a request, microseconds.</summary>
    public double CpuPerRequestUs => CpuMsPerSecond * 1000 / RequestsPerSecond;
}
