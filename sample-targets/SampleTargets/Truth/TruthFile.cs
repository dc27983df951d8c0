using System.Diagnostics;
using System.Text.Json;

namespace SampleTargets.Truth;

/// <summary>The file of occurrences: one JSON object a line.</summary>
/// <remarks>Not thread-safe. Readers may have it open meanwhile: a line is there whole or not at all after each <see cref="Flush"/>.</remarks>
internal sealed class TruthFile : IDisposable
{
    private const string ScenariosNamespace = "SampleTargets.Scenarios";

    // One moment on both clocks, so that a fault's time of day comes from its monotonic start.
    private static readonly long AnchorTimestamp = Stopwatch.GetTimestamp();
    private static readonly double AnchorUnixMs = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private readonly MarkedLines _markedLines = new();
    private readonly string _scenario;
    private readonly FileStream _stream;
    private readonly MemoryStream _pending = new();

    public TruthFile(string scenario, string path)
    {
        _scenario = scenario;
        _stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    public void Append(Occurrence occurrence)
    {
        Fault fault = occurrence.Fault;
        double startMs = Stopwatch.GetElapsedTime(AnchorTimestamp, fault.StartTimestamp).TotalMilliseconds;
        double durationMs = Stopwatch.GetElapsedTime(fault.StartTimestamp, occurrence.EndTimestamp).TotalMilliseconds;

        // A scenario is one type, in a file of its name.
        string file = Path.GetFileName(fault.File);
        string type = Path.GetFileNameWithoutExtension(file);
        using (Utf8JsonWriter json = new(_pending))
        {
            json.WriteStartObject();
            json.WriteString("scenario", _scenario);
            json.WriteString("kind", occurrence.Kind.ToString());
            json.WriteNumber("startUnixMs", Math.Round(AnchorUnixMs + startMs, 3));
            json.WriteNumber("startTicksNs", Nanoseconds(fault.StartTimestamp));
            json.WriteNumber("durationMs", Math.Round(durationMs, 3));
            json.WriteNumber("threadId", fault.ThreadId);
            json.WriteString("method", $"{ScenariosNamespace}.{type}.{fault.Method}");
            json.WriteString("file", file);
            if (occurrence.Kind != TruthKind.LostTask)
            {
                json.WriteNumber("line", _markedLines.AtOrBelow(file, fault.Line));
            }

            json.WriteString("category", occurrence.Category.ToString());
            json.WriteBoolean("onPool", fault.OnPool);
            if (occurrence.Chain is { } chain)
            {
                json.WriteStartArray("chain");
                foreach (string method in chain)
                {
                    json.WriteStringValue(method);
                }

                json.WriteEndArray();
            }

            if (occurrence.Lost is { } lost)
            {
                json.WriteString("startedBy", lost.StartedBy);
                json.WriteString("exception", lost.Exception);
            }

            json.WriteEndObject();
        }

        _pending.WriteByte((byte)'\n');
    }

    public void Flush()
    {
        _stream.Write(_pending.GetBuffer().AsSpan(0, (int)_pending.Length));
        _stream.Flush();
        _pending.SetLength(0);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _pending.Dispose();
    }

    /// <summary>On Linux the stopwatch is CLOCK_MONOTONIC and already counts nanoseconds.</summary>
    private static long Nanoseconds(long timestamp) => (long)((Int128)timestamp * 1_000_000_000 / Stopwatch.Frequency);
}
