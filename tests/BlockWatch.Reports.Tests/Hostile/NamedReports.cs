using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BlockWatch.Reports.Json;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Hostile;

/// <summary>Reports in which every text that the model leaves free is one name: what is added to the model is in them by itself.</summary>
/// <param name="Reports">A rich one, and one with suppressions.</param>
/// <param name="Set">Several targets.</param>
internal sealed record NamedReports(IReadOnlyList<Report> Reports, ReportSet Set)
{
    private const string Marker = "@@name@@";

    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Rich = Made.Text(Results.Rich, "json");
    private static readonly string Suppressed = Made.Text(SuppressedResult.Result, "json");
    private static readonly string Several = Made.Text(SetResults.Four, "json");

    private static readonly Lazy<IReadOnlyList<string>> RichPlaces = new(() => FreePlaces(Rich, json => JsonReport.Parse(json, "r")));
    private static readonly Lazy<IReadOnlyList<string>> SuppressedPlaces = new(() => FreePlaces(Suppressed, json => JsonReport.Parse(json, "r")));
    private static readonly Lazy<IReadOnlyList<string>> SeveralPlaces = new(() => FreePlaces(Several, json => JsonReportSet.Parse(json, "r")));

    private static readonly Lazy<NamedReports> HarmlessOnes = new(() => Of(HostileNames.Harmless));

    public static NamedReports Harmless => HarmlessOnes.Value;

    /// <summary>Places that are free: many, or the test would try nothing.</summary>
    public static int PlaceCount => RichPlaces.Value.Count;

    public static NamedReports Of(string name) => new(
        [JsonReport.Parse(Named(Rich, RichPlaces.Value, name), "r"), JsonReport.Parse(Named(Suppressed, SuppressedPlaces.Value, name), "r")],
        JsonReportSet.Parse(Named(Several, SeveralPlaces.Value, name), "r"));

    // Words of an enumeration and times are not free: with another text there the report is none.
    private static List<string> FreePlaces(string json, Action<string> read)
    {
        List<string> places = [];
        foreach (JsonValue text in Texts(JsonNode.Parse(json)!))
        {
            string place = text.GetPath();
            try
            {
                read(Named(json, [place], HostileNames.Harmless));
                places.Add(place);
            }
            catch (ReportException)
            {
                // Not free.
            }
        }

        return places;
    }

    private static string Named(string json, IReadOnlyList<string> places, string name)
    {
        JsonNode root = JsonNode.Parse(json)!;
        HashSet<string> wanted = [.. places];
        foreach (JsonValue text in Texts(root).Where(text => wanted.Contains(text.GetPath())))
        {
            text.ReplaceWith(Marker);
        }

        // Half a character is in no JSON that can be read: such a name gets into a report only by the runtime's events, which other tests give.
        string whole = string.Concat(name.Select(static c => char.IsSurrogate(c) ? '\ufffd' : c));
        return root.ToJsonString(AsItIs).Replace(Marker, JsonEncodedText.Encode(whole).ToString(), StringComparison.Ordinal);
    }

    private static List<JsonValue> Texts(JsonNode root)
    {
        List<JsonValue> texts = [];
        Gather(root, texts);
        return texts;
    }

    private static void Gather(JsonNode? node, List<JsonValue> texts)
    {
        switch (node)
        {
            case JsonObject owner:
                foreach (KeyValuePair<string, JsonNode?> property in owner)
                {
                    Gather(property.Value, texts);
                }

                break;
            case JsonArray array:
                foreach (JsonNode? item in array)
                {
                    Gather(item, texts);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                texts.Add(value);
                break;
            default:
                break;
        }
    }
}
