using System.Text.Json;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Html.Drawing;

/// <summary>The pool's buckets in the page's data, for the cursor on the timeline. Assets/timeline.js reads them.</summary>
internal static class TimelineData
{
    public static void Write(Report report, Utf8JsonWriter json, int mostBuckets)
    {
        json.WriteNumber("durationMs", Math.Round(report.Session.DurationMs, 3));

        // Time; least, mean and most of threads, queue and items a second; -1 where it is not known.
        json.WriteStartArray("pool");
        foreach (PoolBucket bucket in PoolBuckets.Of(report.Pool.Samples, report.Session.DurationMs, mostBuckets))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(bucket.TimeMs, 1));
            foreach (Extent extent in (Extent[])[bucket.Threads, bucket.Queue, bucket.PerSecond ?? new Extent(-1, -1, -1)])
            {
                json.WriteNumberValue(Math.Round(extent.Min, 1));
                json.WriteNumberValue(Math.Round(extent.Mean, 1));
                json.WriteNumberValue(Math.Round(extent.Max, 1));
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
