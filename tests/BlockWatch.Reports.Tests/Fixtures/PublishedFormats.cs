using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>What others have published of their formats: each says what a text breaks of its own, and nothing when it breaks nothing.</summary>
internal static class PublishedFormats
{
    // A tenth of the smallest time that is written.
    private const double ToleranceMicroseconds = 0.0001;

    private static readonly string[] ChromiumKinds = ["M", "C", "X"];

    private static readonly JsonSchema SarifSchema = Read("sarif-2.1.0-rtm.5.json");
    private static readonly JsonSchema SpeedscopeSchema = Read("speedscope-1.25.0.json");

    public static IReadOnlyList<string> SarifViolations(string text) => Schema.Violations(SarifSchema, text);

    public static IReadOnlyList<string> SpeedscopeViolations(string text) => Schema.Violations(SpeedscopeSchema, text);

    /// <summary>There is no schema of it: this is what its description demands of the kinds of events that are written.</summary>
    public static IReadOnlyList<string> ChromiumViolations(string text)
    {
        if (JObject.Parse(text)["traceEvents"] is not JArray { Count: > 0 } events)
        {
            return ["no traceEvents"];
        }

        string[] fields = [.. events.SelectMany((one, index) => FieldViolations(one).Select(violation => $"event {index}: {violation}"))];
        return fields.Length > 0 ? fields : [.. RowViolations(events)];
    }

    private static IEnumerable<string> FieldViolations(JToken one)
    {
        string? kind = (string?)one["ph"];
        if (!ChromiumKinds.Contains(kind))
        {
            yield return $"ph is {kind}";
        }

        if ((string?)one["name"] is not { Length: > 0 } || (int?)one["pid"] is not > 0 || one["tid"]?.Type != JTokenType.Integer || one["args"] is not JObject)
        {
            yield return "name, pid, tid or args is not as it must be";
        }

        if (kind != "M" && (double?)one["ts"] is not >= 0)
        {
            yield return $"ts is {one["ts"]}";
        }

        if (kind == "X" && (double?)one["dur"] is not >= 0)
        {
            yield return $"dur is {one["dur"]}";
        }
    }

    private static IEnumerable<string> RowViolations(JArray events)
    {
        HashSet<string> named = [.. events.Where(one => (string?)one["name"] == "thread_name").Select(Row)];
        foreach (IGrouping<string, JToken> row in events.Where(one => (string?)one["ph"] == "X").GroupBy(Row))
        {
            if (!named.Contains(row.Key))
            {
                yield return $"row {row.Key} has no name";
            }

            // Slices of a row are drawn as calls: one lies within another, or behind it.
            Stack<double> ends = new();
            foreach ((double start, double end) in row.Select(Time).OrderBy(time => time.Start).ThenByDescending(time => time.End))
            {
                while (ends.TryPeek(out double open) && open <= start + ToleranceMicroseconds)
                {
                    ends.Pop();
                }

                if (ends.TryPeek(out double outer) && end > outer + ToleranceMicroseconds)
                {
                    yield return FormattableString.Invariant($"row {row.Key}: what begins at {start} ends at {end}, after what it began in, at {outer}");
                }

                ends.Push(end);
            }
        }
    }

    private static (double Start, double End) Time(JToken one) => ((double)one["ts"]!, (double)one["ts"]! + (double)one["dur"]!);

    private static string Row(JToken one) => $"{one["pid"]}/{one["tid"]}";

    private static JsonSchema Read(string name) =>
        JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Schemas", name)).GetAwaiter().GetResult();
}
