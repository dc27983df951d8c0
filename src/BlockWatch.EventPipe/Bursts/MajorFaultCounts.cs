using System.Globalization;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>How many major page faults each thread of a process has had since its birth. Linux only.</summary>
/// <remarks>
/// A major fault is memory that had to be read from a disk. /proc/PID/stat has the sum of the process, /proc/PID/task/TID/stat a thread's
/// own. As long as the sum stands still, so do the threads': a healthy target costs one read a look. Not thread-safe.
/// </remarks>
internal sealed class MajorFaultCounts
{
    // The 12th of the line; what follows the name, in parentheses, begins with the 3rd.
    private const int MajorFaultsField = 12 - 3;

    private readonly string? _folder;
    private long _sum = -1;
    private Dictionary<long, long> _last = [];

    /// <param name="folder">The process's folder under /proc; null when nothing is to be known.</param>
    public MajorFaultCounts(string? folder) => _folder = folder;

    /// <summary>Those of a process; nothing is known of one that numbers its threads otherwise than we do.</summary>
    public static MajorFaultCounts Of(int processId) =>
        new(ProcFile.FolderWithItsThreadIds(processId));

    /// <summary>The counts now; threads that ended, or may not be looked at, are left out.</summary>
    public IReadOnlyDictionary<long, long> Read(IEnumerable<long> threads)
    {
        if (_folder is null || ReadCount(_folder) is not { } sum)
        {
            return _last = [];
        }

        var now = new Dictionary<long, long>();
        foreach (long thread in threads)
        {
            bool stands = sum == _sum & _last.TryGetValue(thread, out long known);
            if ((stands ? known : ReadCount(string.Create(CultureInfo.InvariantCulture, $"{_folder}/task/{thread}"))) is { } count)
            {
                now[thread] = count;
            }
        }

        _sum = sum;
        return _last = now;
    }

    /// <summary>Reads a stat line; null when it is something else.</summary>
    internal static long? Parse(string text)
    {
        // The second field is the name in parentheses and may hold anything: fields are counted from the last ')'.
        string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', MajorFaultsField + 2, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > MajorFaultsField && long.TryParse(fields[MajorFaultsField], NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            ? count
            : null;
    }

    private static long? ReadCount(string folder)
    {
        try
        {
            return Parse(File.ReadAllText(folder + "/stat"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is not ours to look into.
            return null;
        }
    }
}
