using BlockWatch.Detection.Stacks;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Finds and opens files that the target named. The names and the files are not to be trusted.</summary>
internal static class TargetFiles
{
    // Larger than any real assembly or PDB; keeps one file from filling our memory.
    private const long MaxLength = 512L * 1024 * 1024;

    // Below the size of any PE or PDB header. Pipes and devices, on which an open could wait for ever, report 0.
    private const long MinLength = 64;

    /// <summary>Where the path may be from here: under the target's root first, since the target's namespace is the one it is true in.</summary>
    public static IEnumerable<string> Candidates(string path, string? processRoot)
    {
        // Symbols never go to the network.
        if (path.Length == 0 || path.Contains('\0') || NetworkPath.Is(path) || !Path.IsPathFullyQualified(path))
        {
            yield break;
        }

        // Normalised before it is joined, so that ".." cannot lead out of the root.
        var full = Path.GetFullPath(path);
        if (!string.IsNullOrEmpty(processRoot) && OperatingSystem.IsLinux())
        {
            yield return string.Concat(processRoot.TrimEnd('/'), full);
        }

        yield return full;
    }

    /// <summary>The file, open for reading, or null when it cannot be read or is no ordinary file of a sensible size.</summary>
    public static FileStream? TryOpen(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || Target(file).Length is < MinLength or > MaxLength)
            {
                return null;
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (Malformed.IsExpected(e))
        {
            return null;
        }
    }

    /// <summary>The last part of a path of any system: a PDB's build path may come from Windows.</summary>
    public static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static FileInfo Target(FileInfo file) =>
        file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
}
