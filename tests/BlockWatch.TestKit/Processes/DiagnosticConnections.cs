using System.Globalization;

namespace BlockWatch.TestKit.Processes;

/// <summary>The connections that a target's runtime has open on its diagnostic socket: one for each session, and one for a command under way. Linux only.</summary>
public static class DiagnosticConnections
{
    private const string Socket = "socket:[";
    private const string Mark = "/dotnet-diagnostic-";

    // Num RefCount Protocol Flags Type St Inode Path
    private const int FlagsColumn = 3;
    private const int InodeColumn = 6;
    private const int PathColumn = 7;

    // __SO_ACCEPTCON: it listens, and is no connection.
    private const string Listening = "00010000";

    /// <summary>How many there are; 0 when the process is gone.</summary>
    public static int Of(int processId)
    {
        HashSet<string> accepted =
        [
            .. from line in File.ReadLines("/proc/net/unix").Skip(1)
               let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where columns.Length > PathColumn && columns[PathColumn].Contains(Mark, StringComparison.Ordinal) && columns[FlagsColumn] != Listening
               select columns[InodeColumn],
        ];
        try
        {
            return new DirectoryInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/fd")).EnumerateFiles()
                .Select(file => file.LinkTarget)
                .Count(target => target?.StartsWith(Socket, StringComparison.Ordinal) == true && accepted.Contains(target[Socket.Length..^1]));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
