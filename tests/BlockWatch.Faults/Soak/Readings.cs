
namespace BlockWatch.Faults.Soak;

/// <summary>What was read of blockwatch and its target in one minute.</summary>
internal sealed class Readings
{
    private readonly List<(DateTimeOffset At, ProcessFacts Watch, ProcessFacts Target, int Connections)> _all = [];

    public double RssMb => Math.Round(_all.Select(reading => reading.Watch.RssMb).Order().ElementAt(_all.Count / 2), 2);

    public int Handles => _all.Max(reading => reading.Watch.Handles);

    public int Threads => _all.Max(reading => reading.Watch.Threads);

    public double TargetRssMb => Math.Round(_all[^1].Target.RssMb, 1);

    public int MostConnections => _all.Max(reading => reading.Connections);

    public int FewestConnections => _all.Min(reading => reading.Connections);

    /// <summary>Milliseconds a second, over the readings.</summary>
    public double WatchCpu => PerSecond(facts => facts.Watch.CpuMs);

    /// <summary>Milliseconds a second, over the readings.</summary>
    public double TargetCpu => PerSecond(facts => facts.Target.CpuMs);

    /// <exception cref="InvalidOperationException">One of the two is gone.</exception>
    public void Add(int watch, int target) => _all.Add((
        DateTimeOffset.UtcNow,
        ProcessFacts.Of(watch) ?? throw new InvalidOperationException("blockwatch ended before its time."),
        ProcessFacts.Of(target) ?? throw new InvalidOperationException("The target ended before its time."),
        DiagnosticConnections.Of(target)));

    private double PerSecond(Func<(DateTimeOffset At, ProcessFacts Watch, ProcessFacts Target, int Connections), double> cpuMs) =>
        Math.Round((cpuMs(_all[^1]) - cpuMs(_all[0])) / Math.Max(1, (_all[^1].At - _all[0].At).TotalSeconds), 1);
}
