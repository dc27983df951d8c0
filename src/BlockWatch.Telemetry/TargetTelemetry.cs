using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Telemetry.Figures;
using BlockWatch.Telemetry.Otlp;

namespace BlockWatch.Telemetry;

/// <summary>Takes what is seen of one target, until disposed. Calls come one at a time.</summary>
public sealed class TargetTelemetry : IDisposable
{
    private readonly TargetFigures _figures;
    private readonly OtlpTarget? _otlp;
    private readonly Action _ended;

    internal TargetTelemetry(TargetFigures figures, OtlpTarget? otlp, Action ended)
    {
        _figures = figures;
        _otlp = otlp;
        _ended = ended;
    }

    public void OnStallClosed(Stall stall)
    {
        ArgumentNullException.ThrowIfNull(stall);
        if (stall.IsTooShort)
        {
            return;
        }

        _figures.AddStall(stall);
        _otlp?.Log(stall);
    }

    public void OnStarvationStarted(StarvationEpisode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        _figures.BeginStarvation(episode);
        _otlp?.Log(episode);
    }

    public void OnStarvationEnded(StarvationEpisode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        _figures.EndStarvation(episode);
        _otlp?.Log(episode);
    }

    public void OnDeadlockFound(Deadlock deadlock)
    {
        ArgumentNullException.ThrowIfNull(deadlock);
        _figures.AddDeadlock(deadlock);
        _otlp?.Log(deadlock);
    }

    public void OnDeadlockEnded(Deadlock deadlock)
    {
        ArgumentNullException.ThrowIfNull(deadlock);
        _figures.EndDeadlock(deadlock);
        _otlp?.Log(deadlock);
    }

    public void OnProgress(WatchProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        _figures.Update(progress);
    }

    /// <summary>The target is not watched any more: sends what was not sent yet, for at most five seconds, and serves nothing of it any more.</summary>
    public void Dispose()
    {
        _ended();
        _otlp?.Dispose();
    }
}
