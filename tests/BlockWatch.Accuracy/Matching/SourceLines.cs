namespace BlockWatch.Accuracy.Matching;

/// <summary>Knows where statements begin in the sources of the scenarios, as far as their layout tells it.</summary>
internal sealed class SourceLines
{
    private readonly Func<string, IReadOnlyList<string>> _read;
    private readonly Dictionary<string, IReadOnlyList<string>> _files = [];

    /// <param name="read">The lines of a file by its name without folders; none when there is no such file.</param>
    public SourceLines(Func<string, IReadOnlyList<string>> read)
    {
        _read = read;
    }

    /// <summary>Those of the working copy.</summary>
    public static SourceLines OfSampleTargets() => new(name =>
        Directory.EnumerateFiles(RepositoryRoot.Combine("sample-targets", "SampleTargets"), name, SearchOption.AllDirectories).FirstOrDefault() is { } path
            ? File.ReadAllLines(path)
            : []);

    /// <param name="truth">The marked line.</param>
    /// <param name="reported">The user frame; null when none is named.</param>
    public LineMatch Compare(TruthOccurrence truth, ReportedFrame? reported)
    {
        if (reported?.Line is not { } line || reported.FileName != truth.File)
        {
            return LineMatch.None;
        }

        return line == truth.Line ? LineMatch.Same
            : line < truth.Line && line >= StatementBefore(truth.File, truth.Line) ? LineMatch.StatementBefore
            : LineMatch.None;
    }

    /// <summary>The first line of the statement before the one that is on a line; the line itself when there is none.</summary>
    /// <param name="file">Its name without folders.</param>
    /// <param name="line">From 1.</param>
    public int StatementBefore(string file, int line)
    {
        if (!_files.TryGetValue(file, out IReadOnlyList<string>? lines))
        {
            lines = _read(file);
            _files.Add(file, lines);
        }

        if (line > lines.Count || CodeAbove(lines, FirstLine(lines, line)) is not { } before)
        {
            return line;
        }

        return FirstLine(lines, before);
    }

    // Goes up while the line above does not end a statement or open a block.
    private static int FirstLine(IReadOnlyList<string> lines, int line)
    {
        int first = line;
        while (first > 1 && Code(lines[first - 2]) is { Length: > 0 } above && above[^1] is not (';' or '{' or '}' or ':'))
        {
            first--;
        }

        return first;
    }

    private static int? CodeAbove(IReadOnlyList<string> lines, int line)
    {
        for (int above = line - 1; above >= 1; above--)
        {
            if (Code(lines[above - 1]) is not ("" or "{" or "}"))
            {
                return above;
            }
        }

        return null;
    }

    // A line without its comment. Good enough for sources that have no // in a string.
    private static string Code(string line)
    {
        int comment = line.IndexOf("//", StringComparison.Ordinal);
        return (comment < 0 ? line : line[..comment]).Trim();
    }
}
