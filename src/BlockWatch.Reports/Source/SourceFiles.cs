using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Source;

/// <summary>Reads lines around frames from source files of this machine, for a user who asked for it.</summary>
/// <remarks>
/// The paths come from the target or from a report that anybody may have written, and what is read goes into a file that is passed
/// on. So only full paths are read that end like source code, also behind links, only ordinary files of this machine, and only a
/// few lines of each. A file that was changed since it was compiled shows other lines than those that ran.
/// </remarks>
internal sealed class SourceFiles
{
    /// <summary>Lines before and after.</summary>
    public const int Context = 4;

    private const int MaxLineLength = 240;
    private const int MaxFiles = 64;

    // Larger than any source file that people write.
    private const long MaxLength = 2 * 1024 * 1024;

    private static readonly string[] Endings = [".cs", ".vb", ".fs", ".razor", ".cshtml"];

    // Null: it cannot be read.
    private readonly Dictionary<string, string[]?> _files = new(StringComparer.Ordinal);

    /// <summary>The lines around that line; null when the file is not there, is none that may be read, or has no such line.</summary>
    public SourceExcerpt? ExcerptOf(string? file, int? line)
    {
        if (file is null || line is not { } number || number < 1 || LinesOf(file) is not { } lines || number > lines.Length)
        {
            return null;
        }

        int first = Math.Max(1, number - Context);
        int last = Math.Min(lines.Length, number + Context);
        return new SourceExcerpt(first, number, [.. lines[(first - 1)..last].Select(Shown)]);
    }

    // A tab is shown as the spaces that it stands for; SafeText would write its code.
    private static string Shown(string line)
    {
        string text = line.Replace("\t", "    ", StringComparison.Ordinal).TrimEnd();
        return SafeText.Of(SafeText.Shorten(text, MaxLineLength));
    }

    private string[]? LinesOf(string file)
    {
        if (!_files.TryGetValue(file, out string[]? lines) && _files.Count < MaxFiles)
        {
            lines = Read(file);
            _files.Add(file, lines);
        }

        return lines;
    }

    private static string[]? Read(string path)
    {
        if (NetworkPath.Is(path) || path.Contains('\0', StringComparison.Ordinal) || !Path.IsPathFullyQualified(path) || !EndsLikeSource(path))
        {
            return null;
        }

        try
        {
            FileInfo file = new(path);
            FileInfo target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;

            // Pipes and devices, on which an open could wait for ever, have no length.
            return target.Exists && target.Length is > 0 and <= MaxLength && EndsLikeSource(target.FullName)
                ? File.ReadAllLines(target.FullName)
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool EndsLikeSource(string path) => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
