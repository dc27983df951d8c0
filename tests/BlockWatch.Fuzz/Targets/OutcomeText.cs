using System.Text.RegularExpressions;

namespace BlockWatch.Fuzz.Targets;

/// <summary>Takes out of a message what is the input's own, so that messages of one kind are one outcome.</summary>
internal static partial class OutcomeText
{
    private const int Longest = 120;

    /// <param name="message">One line.</param>
    /// <param name="folder">Where the inputs are.</param>
    public static string Of(string message, string folder)
    {
        string text = Numbers().Replace(Quoted().Replace(message.Replace(folder, "", StringComparison.Ordinal), "'…'"), "N");
        return text.Length > Longest ? text[..Longest] + "…" : text;
    }

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
