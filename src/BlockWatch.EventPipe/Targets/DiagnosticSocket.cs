using System.Globalization;

namespace BlockWatch.EventPipe.Targets;

/// <summary>Finds the Unix socket that a .NET process listens on for diagnostic commands.</summary>
/// <remarks>The runtime names it <c>dotnet-diagnostic-{pid}-{start key}-socket</c>, with its own view of its pid, in its own TMPDIR.</remarks>
internal static class DiagnosticSocket
{
    /// <summary>The socket's path as we can reach it; null when there is none.</summary>
    /// <remarks>
    /// A process that was killed leaves its socket behind, and its id may be given again: on Linux the start key is the process's
    /// start time, which tells them apart. Where no name has that key the newest file counts, but none of a process that started earlier.
    /// </remarks>
    public static string? PathOf(int processId)
    {
        List<(string Folder, int PidInside)> candidates = [.. Candidates(processId)];
        long startedAt = ProcFile.Stat(processId)?.StartTicks ?? 0;
        return candidates.Select(c => Newest(c.Folder, Name(c.PidInside, startedAt.ToString(CultureInfo.InvariantCulture)), startedAt)).FirstOrDefault(p => p is not null)
            ?? candidates.Select(c => Newest(c.Folder, Name(c.PidInside, "*"), startedAt)).FirstOrDefault(p => p is not null);
    }

    private static string Name(int pidInside, string startKey) => string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{pidInside}-{startKey}-socket");

    private static IEnumerable<(string Folder, int PidInside)> Candidates(int processId)
    {
        yield return (Path.GetTempPath(), processId);
        string proc = ProcFile.Folder(processId);
        int inner = ProcFile.InnermostPid(processId) ?? processId;
        string temp = ProcFile.EnvironmentVariable(processId, "TMPDIR") ?? "/tmp";
        yield return (temp, inner);
        yield return (proc + "/root" + temp, inner);
    }

    private static string? Newest(string folder, string pattern, long startedAt)
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, pattern).Where(path => SocketNames.Parse(Path.GetFileName(path)) is not { } name || name.StartKey >= startedAt)
                    .OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault()
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that we may not list holds nothing for us; the next candidate may.
            return null;
        }
    }
}
