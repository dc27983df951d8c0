namespace BlockWatch.Benchmarks.Overhead;

/// <summary>One stretch of steady load.</summary>
/// <param name="CpuPerRequestUs">The target's processor time for a request, microseconds.</param>
/// <param name="RequestsPerSecond">Answered.</param>
internal sealed record Round(double CpuPerRequestUs, double RequestsPerSecond);
