using BlockWatch.Reports.Diffs.Model;

namespace BlockWatch.Reports.Diffs.Output;

/// <summary>The formats that comparisons can be written in. The only place that lists them.</summary>
public static class DiffFormats
{
    public static IReadOnlyList<IDiffFormat> All { get; } = [new JsonDiff(), new TextDiff(), new MarkdownDiff(), new HtmlDiff()];

    /// <summary>The format of that name or, when <paramref name="name"/> is null, the one that the file's name means by its end.</summary>
    /// <exception cref="ReportException">Neither tells a format.</exception>
    public static IDiffFormat Choose(string path, string? name)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FormatChoice.Choose(All, path, name);
    }

    /// <summary>Writes the comparison to a new file beside <paramref name="path"/> and then puts it in its place.</summary>
    /// <exception cref="ReportException">It cannot be written. A file that was there is untouched, and nothing is left behind.</exception>
    public static void Save(ReportDiff diff, string path, string? formatName)
    {
        ArgumentNullException.ThrowIfNull(diff);
        IDiffFormat format = Choose(path, formatName);
        ReportFile.SaveText(path, "comparison", writer => format.Write(diff, writer));
    }
}
