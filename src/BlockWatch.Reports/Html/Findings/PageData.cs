using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using BlockWatch.Reports.Html.Drawing;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html.Findings;

/// <summary>The page's data: what the script searches, sorts, draws and shows beyond the page's text.</summary>
/// <remarks>
/// Texts and frames are written once and referred to by number, which makes ten thousand findings fit. The script only ever sets
/// them as text. What ends a script element, or a line of a script, is escaped by the JSON encoder.
/// </remarks>
internal static class PageData
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Of(Report report, IReadOnlyList<FindingView> findings, HtmlPart part)
    {
        StringTable strings = new();
        FrameTable frames = new(strings);
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer, Options);
        json.WriteStartObject();
        json.WriteBoolean("human", part.IsHuman);
        json.WriteStartArray("findings");
        int written = 0;
        foreach (FindingView finding in findings)
        {
            long bytes = json.BytesCommitted + json.BytesPending + strings.Bytes + frames.Bytes;
            if (bytes > part.Limits.Bytes)
            {
                break;
            }

            int stacks = bytes > part.Limits.StackBytes ? 0 : written < part.Limits.AllStacks ? int.MaxValue : 1;
            FindingData.Write(finding, stacks, json, strings, frames);
            written++;
        }

        json.WriteEndArray();
        json.WriteNumber("leftOut", findings.Count - written);
        TimelineData.Write(report, json, part.Limits.Buckets);
        frames.Write(json);
        strings.Write(json);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
