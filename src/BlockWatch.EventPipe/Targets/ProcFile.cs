using System.Globalization;

namespace BlockWatch.EventPipe.Targets;

/// <summary>What /proc tells of a process. Everything is null where there is no /proc, no such process, or no permission.</summary>
internal static class ProcFile
{
    // A process decides itself how long its command line and its environment are, up to what the kernel lets it.
    private const int MostBytes = 1 << 20;

    public static string Folder(int processId) => string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");

    /// <summary>The process's folder, where its threads have the numbers by which it knows them itself; null where they have not, and where there is no /proc.</summary>
    /// <remarks>In a pid namespace of its own a process knows its threads by other numbers than we do.</remarks>
    public static string? FolderWithItsThreadIds(int processId) =>
        OperatingSystem.IsLinux() && InnermostPid(processId) == processId ? Folder(processId) : null;

    /// <summary>The threads of a process and their folders, as they are listed now.</summary>
    /// <param name="folder">The process's folder.</param>
    /// <exception cref="IOException">It is gone.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not ours to look into.</exception>
    public static IEnumerable<(long ThreadId, string Folder)> Threads(string folder)
    {
        foreach (string thread in Directory.EnumerateDirectories(folder + "/task"))
        {
            if (long.TryParse(Path.GetFileName(thread), NumberStyles.None, CultureInfo.InvariantCulture, out long id))
            {
                yield return (id, thread);
            }
        }
    }

    /// <summary>User and system time so far, and the start time, as /proc/PID/stat counts them.</summary>
    public static ProcStat? Stat(int processId) => Read(processId, "stat") is { } bytes ? ProcText.Stat(bytes) : null;

    /// <summary>True when the number belongs to a thread of some process: /proc answers for those too, though it does not list them.</summary>
    public static bool IsOnlyThread(int id) => Read(id, "status") is { } bytes && ProcText.StatusNumber(bytes, "Tgid:") is { } process && process != id;

    /// <summary>The user id that the process runs as.</summary>
    public static int? UserId(int processId) => Read(processId, "status") is { } bytes ? ProcText.StatusNumber(bytes, "Uid:") : null;

    /// <summary>How many threads the process has; 0 when that is not known.</summary>
    public static int ThreadCount(int processId) => Read(processId, "status") is { } bytes ? ProcText.StatusNumber(bytes, "Threads:") ?? 0 : 0;

    /// <summary>The name of one of its threads: at most 15 characters of what the program gave it.</summary>
    public static string? ThreadName(int processId, long threadId) =>
        Read(processId, string.Create(CultureInfo.InvariantCulture, $"task/{threadId}/comm")) is { } bytes ? ProcText.Name(bytes) : null;

    /// <summary>What one of its threads does, as the letter of its <c>stat</c>: R for running or ready to, S and D for waiting.</summary>
    public static char? ThreadState(int processId, long threadId) =>
        Read(processId, string.Create(CultureInfo.InvariantCulture, $"task/{threadId}/stat")) is { } bytes ? ProcText.Stat(bytes)?.State : null;

    /// <summary>Where the stack of one of its threads ends while it waits in the kernel, an address of the process. Only who may trace the process is told.</summary>
    public static long? StackPointer(int processId, long threadId) =>
        Read(processId, string.Create(CultureInfo.InvariantCulture, $"task/{threadId}/syscall")) is { } bytes ? ProcText.StackPointer(bytes) : null;

    /// <summary>The process's id in its own, innermost pid namespace.</summary>
    public static int? InnermostPid(int processId) => Read(processId, "status") is { } bytes ? ProcText.LastStatusNumber(bytes, "NSpid:") : null;

    /// <summary>One variable of the environment that the process was started with.</summary>
    public static string? EnvironmentVariable(int processId, string name) => Read(processId, "environ") is { } bytes ? ProcText.Variable(bytes, name) : null;

    /// <summary>Tells one view of the file system from another: the same text for processes that see the same mounts.</summary>
    public static string? MountNamespace(int processId)
    {
        try
        {
            return new FileInfo(Folder(processId) + "/ns/mnt").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The command line's words.</summary>
    public static IReadOnlyList<string>? CommandLine(int processId) => Read(processId, "cmdline") is { } bytes ? ProcText.CommandLine(bytes) : null;

    /// <summary>True when the process has mapped a file whose path ends so.</summary>
    public static bool HasMapped(int processId, string fileName)
    {
        try
        {
            return File.ReadLines(Folder(processId) + "/maps").Any(line => line.EndsWith(fileName, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static byte[]? Read(int processId, string file)
    {
        try
        {
            string path = Folder(processId) + "/" + file;
            return File.Exists(path) ? ReadAtMost(path, MostBytes) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The beginning of a file that does not say how long it is.</summary>
    internal static byte[] ReadAtMost(string path, int most)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] bytes = new byte[4096];
        int count = 0;
        for (int read; count < most && (read = file.Read(bytes, count, Math.Min(bytes.Length, most) - count)) > 0;)
        {
            count += read;
            if (count == bytes.Length)
            {
                Array.Resize(ref bytes, Math.Min(bytes.Length * 4, most));
            }
        }

        return bytes[..count];
    }
}
