using System.Text.Json;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html.Findings;

/// <summary>Texts of the page's data, each once.</summary>
internal sealed class StringTable
{
    // What a text takes in JSON besides itself.
    private const int Overhead = 3;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    /// <summary>About how much room they take.</summary>
    public long Bytes { get; private set; }

    /// <summary>The number of that text, made harmless.</summary>
    public int NumberOf(string text)
    {
        if (!_numbers.TryGetValue(text, out int number))
        {
            number = _texts.Count;
            _numbers.Add(text, number);
            string safe = SafeText.Of(text);
            _texts.Add(safe);
            Bytes += safe.Length + Overhead;
        }

        return number;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("strings");
        _texts.ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }
}
