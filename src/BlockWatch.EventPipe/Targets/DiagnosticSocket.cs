using System.Globalization;

namespace BlockWatch.EventPipe.Targets;

/// <summary>Finds the Unix socket that a .NET process listens on for diagnostic commands.</summary>
/// <remarks>The runtime names it <c>dotnet-diagnostic-{pid}-{start key}-socket</c>, with its own view of its pid, in its own TMPDIR.</remarks>
internal static class DiagnosticSocket
{
    /// <summary>The socket's path as we can reach it; null when there is none. The newest when a dead process with the same pid left one behind.</summary>
    public static string? PathOf(int processId)
    {
        foreach ((string folder, int pidInside) in Candidates(processId))
        {
            string? newest = Newest(folder, string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{pidInside}-*-socket"));
            if (newest is not null)
            {
                return newest;
            }
        }

        return null;
    }

    private static IEnumerable<(string Folder, int PidInside)> Candidates(int processId)
    {
        yield return (Path.GetTempPath(), processId);
        string proc = ProcFile.Folder(processId);
        int inner = ProcFile.InnermostPid(processId) ?? processId;
        string temp = ProcFile.EnvironmentVariable(processId, "TMPDIR") ?? "/tmp";
        yield return (temp, inner);
        yield return (proc + "/root" + temp, inner);
    }

    private static string? Newest(string folder, string pattern)
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, pattern).OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault()
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that we may not list holds nothing for us; the next candidate may.
            return null;
        }
    }
}
