using System.Net;
using BlockWatch.Detection.Session;
using BlockWatch.Telemetry.Figures;
using BlockWatch.Telemetry.Otlp;
using BlockWatch.Telemetry.Prometheus;

namespace BlockWatch.Telemetry;

/// <summary>Sends and serves what one blockwatch measures of its targets. Thread-safe.</summary>
public sealed class TelemetryExport : IDisposable
{
    private readonly TelemetryOptions _options;
    private readonly OtlpFailures? _failures;
    private readonly PrometheusEndpoint? _endpoint;
    private readonly object _gate = new();
    private readonly List<ServedTarget> _targets = [];
    private bool _isDisposed;

    /// <summary>Serves from now on; sends once a target begins.</summary>
    /// <param name="options">Where to.</param>
    /// <param name="notice">Takes one line when something cannot be sent, at most once; on any thread.</param>
    /// <exception cref="TelemetryException">Prometheus' address is not to be had.</exception>
    public TelemetryExport(TelemetryOptions options, Action<string> notice)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(notice);
        _options = options;
        _endpoint = options.Prometheus is { } address ? new PrometheusEndpoint(address, ServedPage) : null;
        _failures = options.Otlp is { } otlp ? new OtlpFailures(otlp, notice) : null;
    }

    /// <summary>Where Prometheus may scrape; null when it may not.</summary>
    public IPEndPoint? PrometheusAddress => _endpoint?.Address;

    /// <summary>A target is watched from now on.</summary>
    /// <param name="target">What it says of itself.</param>
    /// <param name="startedAt">Time 0 of its stalls.</param>
    public TargetTelemetry Begin(TargetDescription target, DateTimeOffset startedAt)
    {
        ArgumentNullException.ThrowIfNull(target);
        TargetFigures figures = new();
        ServedTarget served = new(LabelText.Of(target.Name), target.ProcessId, figures);
        lock (_gate)
        {
            _targets.Add(served);
        }

        OtlpTarget? otlp = _options.Otlp is null ? null : new OtlpTarget(_options, target, startedAt, figures);
        return new TargetTelemetry(figures, otlp, () => Forget(served));
    }

    /// <summary>Serves nothing any more; what a target has not sent is sent when that is disposed. A second call does nothing.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _endpoint?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _failures?.Dispose();
    }

    private string ServedPage()
    {
        ServedTarget[] targets;
        lock (_gate)
        {
            targets = [.. _targets];
        }

        return PrometheusText.Of(targets);
    }

    private void Forget(ServedTarget target)
    {
        lock (_gate)
        {
            _targets.Remove(target);
        }
    }
}
