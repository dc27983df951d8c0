using System.Text.Json;

namespace BlockWatch.Accuracy.Watching;

/// <summary>A line of <c>--json-lines</c>, as far as it is needed here. See docs/json-lines-v1.schema.json.</summary>
internal sealed record LiveLine(
    string Kind, long? StallId, DateTimeOffset StartedAt, double? DurationMs, double? GcMs, long? ThreadId, ReportedFrame? Frame, IReadOnlyList<LivePart>? Parts)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The async callers, outermost first; null when the tool knows none.</summary>
    public IReadOnlyList<LiveChainLink>? Chain { get; init; }

    /// <summary>Of a deadlock: who waits, where, and for what.</summary>
    public IReadOnlyList<ReportedDeadlockStep> Steps { get; init; } = [];

    /// <summary>Of a deadlock: the id of its finding in the report.</summary>
    public string? SiteId { get; init; }

    /// <summary>When we had the line.</summary>
    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public double StartUnixMs => WallClock.UnixMs(StartedAt);

    /// <summary>Milliseconds since 1970; infinite while the stall goes on.</summary>
    public double EndUnixMs => StartUnixMs + (DurationMs ?? double.PositiveInfinity);

    public IReadOnlyList<LivePart> ExplainedParts => [.. (Parts ?? []).Where(part => !part.IsUnexplained)];

    /// <exception cref="JsonException">It is no such line.</exception>
    public static LiveLine Of(OutputLine line) => JsonSerializer.Deserialize<LiveLine>(line.Text, Json)! with { ArrivedAt = line.ArrivedAt };
}
