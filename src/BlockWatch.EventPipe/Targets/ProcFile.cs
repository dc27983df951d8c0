using System.Globalization;
using System.Text;

namespace BlockWatch.EventPipe.Targets;

/// <summary>What /proc tells of a process. Everything is null where there is no /proc, no such process, or no permission.</summary>
internal static class ProcFile
{
    public static string Folder(int processId) => string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");

    /// <summary>User and system time so far, and the start time, as /proc/PID/stat counts them.</summary>
    public static ProcStat? Stat(int processId)
    {
        if (Read(processId, "stat") is not { } bytes)
        {
            return null;
        }

        // The second field is the name in parentheses and may hold anything: fields are counted from the last ')'.
        string text = Encoding.UTF8.GetString(bytes);
        string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20)
        {
            return null;
        }

        const double TicksPerSecond = 100; // USER_HZ, which Linux fixes at 100 for user space.
        double cpu = (Parse(fields[11]) + Parse(fields[12])) / TicksPerSecond * 1000;
        return new ProcStat(fields[0][0], cpu, (long)Parse(fields[19]), (int)Parse(fields[1]));
    }

    /// <summary>True when the number belongs to a thread of some process: /proc answers for those too, though it does not list them.</summary>
    public static bool IsOnlyThread(int id) =>
        StatusField(id, "Tgid:") is { } leader && int.TryParse(leader[0], CultureInfo.InvariantCulture, out int process) && process != id;

    /// <summary>The user id that the process runs as.</summary>
    public static int? UserId(int processId) => StatusField(processId, "Uid:") is { } uid && int.TryParse(uid[0], CultureInfo.InvariantCulture, out int id) ? id : null;

    /// <summary>How many threads the process has; 0 when that is not known.</summary>
    public static int ThreadCount(int processId) =>
        StatusField(processId, "Threads:") is { } threads && int.TryParse(threads[0], CultureInfo.InvariantCulture, out int count) ? count : 0;

    /// <summary>The name of one of its threads: at most 15 characters of what the program gave it.</summary>
    public static string? ThreadName(int processId, long threadId) =>
        Read(processId, string.Create(CultureInfo.InvariantCulture, $"task/{threadId}/comm")) is { } bytes && Encoding.UTF8.GetString(bytes).Trim() is { Length: > 0 } name
            ? name
            : null;

    /// <summary>The process's id in its own, innermost pid namespace.</summary>
    public static int? InnermostPid(int processId) =>
        StatusField(processId, "NSpid:") is { } pids && int.TryParse(pids[^1], CultureInfo.InvariantCulture, out int id) ? id : null;

    /// <summary>One variable of the environment that the process was started with.</summary>
    public static string? EnvironmentVariable(int processId, string name)
    {
        if (Read(processId, "environ") is not { } bytes)
        {
            return null;
        }

        string prefix = name + "=";
        return Encoding.UTF8.GetString(bytes).Split('\0').FirstOrDefault(v => v.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }

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
    public static IReadOnlyList<string>? CommandLine(int processId) =>
        Read(processId, "cmdline") is { } bytes ? Encoding.UTF8.GetString(bytes).TrimEnd('\0').Split('\0') : null;

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

    private static string[]? StatusField(int processId, string field)
    {
        if (Read(processId, "status") is not { } bytes)
        {
            return null;
        }

        string? line = Encoding.UTF8.GetString(bytes).Split('\n').FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal));
        string[]? words = line?[field.Length..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is { Length: > 0 } ? words : null;
    }

    private static byte[]? Read(int processId, string file)
    {
        try
        {
            string path = Folder(processId) + "/" + file;
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static double Parse(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
