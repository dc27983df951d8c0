using BlockWatch.EventPipe.Watching;
using BlockWatch.Telemetry;
using BlockWatch.Tool.Failures;

namespace BlockWatch.Tool.Telemetry;

/// <summary>The telemetry that a user asked for, of all targets of one command.</summary>
internal sealed class WatchTelemetry : IDisposable
{
    private readonly TelemetryExport _export;

    private WatchTelemetry(TelemetryExport export)
    {
        _export = export;
    }

    /// <summary>Serves from now on.</summary>
    /// <param name="options">Where to; null, or nothing in it: not at all.</param>
    /// <param name="notice">Takes one line when something cannot be sent, at most once; on any thread.</param>
    /// <returns>Null when nobody asked for any.</returns>
    /// <exception cref="UserFacingException">The address to serve at is not to be had.</exception>
    public static WatchTelemetry? Create(TelemetryOptions? options, Action<string> notice)
    {
        if (options is not { IsWanted: true })
        {
            return null;
        }

        try
        {
            return new WatchTelemetry(new TelemetryExport(options, notice));
        }
        catch (TelemetryException refused)
        {
            throw new UserFacingException(refused.Message, ExitCode.Refused);
        }
    }

    /// <summary>Where Prometheus may scrape, as a line for people; null when it may not.</summary>
    public string? Announcement => _export.PrometheusAddress is { } address ? $"Prometheus may scrape http://{address}/metrics" : null;

    /// <summary>For one target: told what is seen of it; dispose it when the target is over.</summary>
    public TelemetryFindings ForTarget() => new(_export);

    public void Dispose() => _export.Dispose();
}
