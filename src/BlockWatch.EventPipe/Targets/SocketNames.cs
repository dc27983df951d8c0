using System.Globalization;

namespace BlockWatch.EventPipe.Targets;

/// <summary>Which processes have a diagnostic socket in a folder, by the names of its files alone: nobody is connected to.</summary>
internal static class SocketNames
{
    private const string Prefix = "dotnet-diagnostic-";
    private const string Suffix = "-socket";

    /// <summary>Process ids, each with the start keys of its files; a file may be left over from a process that is gone. Empty when the folder cannot be read.</summary>
    public static ILookup<int, long> In(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder, Prefix + "*" + Suffix)
                .Select(path => Parse(Path.GetFileName(path)))
                .OfType<(int ProcessId, long StartKey)>()
                .ToLookup(name => name.ProcessId, name => name.StartKey);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Array.Empty<(int ProcessId, long StartKey)>().ToLookup(name => name.ProcessId, name => name.StartKey);
        }
    }

    /// <summary>Null when it is no such name.</summary>
    internal static (int ProcessId, long StartKey)? Parse(string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !name.EndsWith(Suffix, StringComparison.Ordinal) || name.Length <= Prefix.Length + Suffix.Length)
        {
            return null;
        }

        string[] parts = name[Prefix.Length..^Suffix.Length].Split('-');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int processId)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long startKey)
                ? (processId, startKey)
                : null;
    }
}
