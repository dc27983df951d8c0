using System.Buffers;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Csv;

/// <summary>Text of the target in a cell that no spreadsheet takes for a formula.</summary>
/// <remarks>
/// A cell that begins with one of = + - @ is computed when the file is opened, whatever quotes are around it (OWASP, "CSV Injection"): an apostrophe before it says
/// that it is text. Tabs and line breaks, which would do the same, are escaped as everywhere.
/// </remarks>
internal static class CsvCell
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\n\r; ");

    public static string Text(string? text)
    {
        string safe = SafeText.Of(text ?? "");
        if (IsFormula(safe))
        {
            safe = "'" + safe;
        }

        return safe.AsSpan().ContainsAny(Special) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    // Also behind blanks, and in the wide forms of the signs that some take for the same.
    private static bool IsFormula(string text) => text.AsSpan().TrimStart() is [var first, ..] && first is '=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20';
}
