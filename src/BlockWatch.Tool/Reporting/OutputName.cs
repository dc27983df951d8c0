using System.Globalization;

namespace BlockWatch.Tool.Reporting;

/// <summary>An output's path in two parts: what names it, and what tells its format.</summary>
/// <param name="Start">The folder, and the name in front of its first dot; a dot that the name begins with is part of it.</param>
/// <param name="Format">All that the name has behind it, with its dot, as in <c>.speedscope.json</c>; empty when it has none.</param>
internal readonly record struct OutputName(string Start, string Format)
{
    /// <param name="output">A path as the user gave it.</param>
    public static OutputName Of(string output)
    {
        string name = Path.GetFileName(output);
        int dot = name.Length < 2 ? -1 : name.IndexOf('.', 1);
        return dot < 0 ? new OutputName(output, "") : new OutputName(output[..^name.Length] + name[..dot], name[dot..]);
    }

    /// <summary>A start that no file has yet: the one that is asked for, or with a number behind it.</summary>
    /// <param name="start">Asked for.</param>
    /// <param name="format">What the file has behind it.</param>
    public static string FreeStart(string start, string format)
    {
        string free = start;
        for (int i = 2; File.Exists(free + format); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{start}-{i}");
        }

        return free;
    }
}
