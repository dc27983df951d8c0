using System.Text.Json;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html.Findings;

/// <summary>Frames of the page's data, each once: method, place (-1 when not known), origin, as numbers of texts.</summary>
internal sealed class FrameTable(StringTable strings)
{
    // What a frame takes in JSON: three numbers and what is between them.
    private const int BytesEach = 20;

    private readonly Dictionary<(int Method, int Place, int Origin), int> _numbers = [];

    public long Bytes => _numbers.Count * BytesEach;

    public int NumberOf(ReportStackFrame frame)
    {
        string? place = FrameView.PlaceOf(frame);
        var key = (strings.NumberOf(FrameView.MethodOf(frame)), place is null ? -1 : strings.NumberOf(place), strings.NumberOf(FindingFacts.Name(frame.Origin)));
        if (!_numbers.TryGetValue(key, out int number))
        {
            number = _numbers.Count;
            _numbers.Add(key, number);
        }

        return number;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("frames");
        foreach ((int method, int place, int origin) in _numbers.OrderBy(entry => entry.Value).Select(entry => entry.Key))
        {
            json.WriteStartArray();
            json.WriteNumberValue(method);
            json.WriteNumberValue(place);
            json.WriteNumberValue(origin);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
