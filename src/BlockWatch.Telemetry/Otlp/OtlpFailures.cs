using System.Diagnostics.Tracing;
using System.Globalization;

namespace BlockWatch.Telemetry.Otlp;

/// <summary>Hears from the SDK that something could not be sent, and says so once.</summary>
/// <remarks>
/// The SDK never throws at those who measure: it tells its event sources. Documented there as "self-diagnostics"; the exporter's sources begin with
/// <c>OpenTelemetry-Exporter-OpenTelemetryProtocol</c>.
/// </remarks>
internal sealed class OtlpFailures : EventListener
{
    private const string Source = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private readonly Uri _endpoint;
    private readonly Action<string> _notice;
    private int _hasTold;

    /// <param name="endpoint">Where to; the line names it.</param>
    /// <param name="notice">Takes the one line; on any thread.</param>
    public OtlpFailures(Uri endpoint, Action<string> notice)
    {
        _endpoint = endpoint;
        _notice = notice;
        foreach (EventSource source in EventSource.GetSources())
        {
            Enable(source);
        }
    }

    // Called by the base class's constructor for sources that are there, when nothing of ours is set yet; then again from ours.
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (_notice is not null)
        {
            Enable(eventSource);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.Level is EventLevel.Error or EventLevel.Critical && Interlocked.Exchange(ref _hasTold, 1) == 0)
        {
            _notice(string.Create(
                CultureInfo.InvariantCulture,
                $"telemetry could not be sent to {Shown(_endpoint)} ({Reason(eventData)}); the watch goes on, and sending is tried again"));
        }
    }

    private void Enable(EventSource source)
    {
        if (source.Name.StartsWith(Source, StringComparison.Ordinal))
        {
            EnableEvents(source, EventLevel.Error);
        }
    }

    // Without a password that somebody put into the address.
    private static string Shown(Uri endpoint) => endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    // The last value is the exception, or what the receiver said; its first line tells enough.
    private static string Reason(EventWrittenEventArgs e)
    {
        string? last = e.Payload?.OfType<string>().LastOrDefault(text => text.Length > 0);
        return last?.Split('\n', 2)[0].Trim() ?? e.EventName ?? "no reason given";
    }
}
