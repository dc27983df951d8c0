using Microsoft.Extensions.Logging;

namespace BlockWatch.Telemetry.Otlp;

/// <summary>A log record that is to be sent.</summary>
/// <param name="Level">Its severity.</param>
/// <param name="Event">What kind of thing it tells: <c>blockwatch.stall</c>.</param>
/// <param name="Body">One line for people, harmless for a terminal.</param>
/// <param name="Attributes">The same for programs.</param>
internal sealed record LogEntry(LogLevel Level, EventId Event, string Body, IReadOnlyList<KeyValuePair<string, object?>> Attributes);
