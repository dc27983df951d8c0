using System.Globalization;
using System.Text.Json;

namespace BlockWatch.Benchmarks.Watching;

/// <summary>Reads what a benchmark needs of a JSON report.</summary>
internal static class ReportFile
{
    private const string Whole = "full";

    /// <exception cref="FileNotFoundException">The tool wrote none.</exception>
    public static async Task<WatchOutcome> ReadAsync(string path)
    {
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        JsonElement session = report.RootElement.GetProperty("session");
        JsonElement[] lanes = [.. session.GetProperty("lanes").EnumerateArray()];
        return new WatchOutcome
        {
            Events = session.GetProperty("eventsReceived").GetInt64(),
            EventsByLane = string.Join(", ", lanes.Select(lane => string.Create(CultureInfo.InvariantCulture, $"{Text(lane, "name")} {lane.GetProperty("events").GetInt64()}"))),
            EventsLost = session.GetProperty("eventsLost").GetInt64(),
            Findings = [.. report.RootElement.GetProperty("findings").EnumerateArray().Select(NameOf)],
            Narrowed = [.. lanes.Where(lane => Text(lane, "state") != Whole).Select(lane => $"{Text(lane, "name")} {Text(lane, "state")}: {Text(lane, "note")}")],
            EstimatedMsPerSecond = session.GetProperty("budget") is { ValueKind: JsonValueKind.Object } budget ? budget.GetProperty("estimatedShare").GetDouble() * 1000 : null,
            Limits = [.. session.GetProperty("limits").EnumerateArray().Select(limit => limit.GetString()!)],
            DurationMs = session.GetProperty("durationMs").GetDouble(),
            LastSeenMs = report.RootElement.GetProperty("pool").GetProperty("samples").EnumerateArray().Select(sample => (double?)sample.GetProperty("timeMs").GetDouble()).LastOrDefault(),
            WrittenMb = new FileInfo(path).Length / 1e6,
        };
    }

    private static string NameOf(JsonElement finding) =>
        finding.GetProperty("site").TryGetProperty("userFrame", out JsonElement frame) && frame.ValueKind == JsonValueKind.Object
            ? $"{Text(finding, "ruleId")} {Text(frame, "method")}"
            : Text(finding, "ruleId")!;

    private static string? Text(JsonElement element, string field) => element.TryGetProperty(field, out JsonElement value) ? value.GetString() : null;
}
