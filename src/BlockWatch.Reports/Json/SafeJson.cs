using System.Globalization;
using System.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Json;

/// <summary>JSON text that may be looked at in a terminal: what could move its cursor or turn its text is written as JSON's own escape.</summary>
/// <remarks>The serializer escapes what JSON forbids, and not what only a terminal minds.</remarks>
internal static class SafeJson
{
    /// <param name="json">Valid JSON: outside of strings it has nothing to escape but line ends, which stay.</param>
    public static string Of(string json)
    {
        StringBuilder? safe = null;
        int at = 0;
        foreach (Rune rune in json.EnumerateRunes())
        {
            int length = rune.Utf16SequenceLength;
            if (rune.Value != '\n' && SafeText.IsDangerous(rune))
            {
                safe ??= new StringBuilder(json, 0, at, json.Length + 32);
                foreach (char unit in json.AsSpan(at, length))
                {
                    safe.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));
                }
            }
            else
            {
                safe?.Append(json, at, length);
            }

            at += length;
        }

        return safe?.ToString() ?? json;
    }
}
