namespace BlockWatch.Benchmarks.Overhead;

/// <summary>Two rounds under one load, one directly after the other.</summary>
internal sealed record RoundPair(Round Alone, WatchedRound Watched)
{
    /// <summary>Watched over alone, processor time for a request: the only figure that other machines may share.</summary>
    public double Ratio => Watched.Measured.CpuPerRequestUs / Alone.CpuPerRequestUs;

    /// <summary>What watching added, milliseconds of the target's processor time for each second.</summary>
    public double AddedMsPerSecond => Watched.Measured.CpuMsPerSecond - Alone.CpuMsPerSecond;
}
