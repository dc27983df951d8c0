namespace BlockWatch.Reports.Source;

/// <summary>The path of a source file as the repository has it, of the path that the compiler recorded on whatever machine.</summary>
internal static class SourcePath
{
    // What builds for publication write for the repository's root (SourceRoot, DeterministicSourcePaths).
    private const string MappedRoot = "/_/";

    /// <summary>Relative with forward slashes, <c>src/Orders.cs</c>; null when the file is not below the root, or nobody knows.</summary>
    /// <param name="file">As the compiler recorded it, of any system.</param>
    /// <param name="root">The repository's root, a full path; null when it is not known.</param>
    public static string? Relative(string? file, string? root)
    {
        if (file is null)
        {
            return null;
        }

        string path = Slashes(file);
        string? relative = path.StartsWith(MappedRoot, StringComparison.Ordinal) ? path[MappedRoot.Length..]
            : root is not null ? Below(path, Slashes(root).TrimEnd('/') + "/")
            : null;

        // A path that leads out again is not below it.
        return relative is { Length: > 0 } && !relative.Split('/').Contains("..") ? relative : null;
    }

    /// <summary>An absolute path as an address, <c>file:///C:/src/Orders.cs</c>; null when it is none.</summary>
    public static string? Address(string? file)
    {
        string path = Slashes(file ?? "");
        bool isWindows = IsDrive(path);
        return isWindows || path.StartsWith('/') ? $"file://{(isWindows ? "/" : "")}{Escape(path)}" : null;
    }

    /// <summary>A relative path as builds for publication write it: <c>/_/src/Orders.cs</c>.</summary>
    public static string Mapped(string relative) => MappedRoot + relative;

    /// <summary>The last part of a path of any system.</summary>
    public static string FileName(string file) => file[(Slashes(file).LastIndexOf('/') + 1)..];

    /// <summary>A relative path as a relative address.</summary>
    public static string Escape(string path) => string.Join('/', path.Split('/').Select((part, at) => at == 0 && IsDrive(path) ? part : Uri.EscapeDataString(part)));

    private static string Slashes(string path) => path.Replace('\\', '/');

    private static bool IsDrive(string path) => path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '/';

    private static string? Below(string path, string root)
    {
        // Windows does not mind the case of a path.
        StringComparison comparison = IsDrive(root) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return path.StartsWith(root, comparison) ? path[root.Length..] : null;
    }
}
