using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Telemetry;

namespace BlockWatch.Tool.Telemetry;

/// <summary>Measures one target by what is seen of it.</summary>
/// <remarks>Begins with the target's description; dispose it after the last call.</remarks>
internal sealed class TelemetryFindings : IWatchObserver, IDisposable
{
    private readonly TelemetryExport _export;
    private TargetTelemetry? _target;

    public TelemetryFindings(TelemetryExport export)
    {
        _export = export;
    }

    public bool WantsProgress => true;

    public void OnStarted(TargetDescription target, DateTimeOffset startedAt) => _target = _export.Begin(target, startedAt);

    public void OnStallExplained(Stall stall)
    {
        // It comes again when it is closed, with its length.
    }

    public void OnStallClosed(Stall stall) => _target?.OnStallClosed(stall);

    public void OnShortStallsFound(ShortStallSum sum)
    {
        // No stall is among them.
    }

    public void OnStarvationStarted(StarvationEpisode episode) => _target?.OnStarvationStarted(episode);

    public void OnStarvationEnded(StarvationEpisode episode) => _target?.OnStarvationEnded(episode);

    public void OnDeadlockFound(Deadlock deadlock) => _target?.OnDeadlockFound(deadlock);

    public void OnDeadlockEnded(Deadlock deadlock) => _target?.OnDeadlockEnded(deadlock);

    public void OnProgress(WatchProgress progress) => _target?.OnProgress(progress);

    public void OnNotice(string message)
    {
        // Notices are for people.
    }

    public void Dispose()
    {
        _target?.Dispose();
        _target = null;
    }
}
