using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Targets;

/// <summary>Notices new .NET processes, cheaply enough to look every second: it lists names, and opens files of new processes only. It connects to nobody.</summary>
/// <remarks>
/// A runtime's socket usually lies in our own temporary folder, where its name tells. Processes that see another file system or
/// have a temporary folder of their own are looked at one by one while they are young. On Windows, where runtimes have named pipes, the client library says who has one. Not thread-safe.
/// </remarks>
internal sealed class RuntimeScan
{
    // A process may start as a shell and become a .NET program; its runtime listens within the first tenths of a second.
    private static readonly TimeSpan Youth = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Func<IEnumerable<int>>? _published;
    private readonly string _folder = Path.GetTempPath();
    private readonly string? _ownMounts = ProcFile.MountNamespace(Environment.ProcessId);
    private readonly Dictionary<int, Seen> _seen = [];

    public RuntimeScan(TimeProvider time)
        : this(time, ThisSystem.Kind == HostSystem.Windows ? DiagnosticsClient.GetPublishedProcesses : null)
    {
    }

    /// <param name="time">The clock of their youth.</param>
    /// <param name="published">Who has a diagnostic port; null to look for sockets.</param>
    internal RuntimeScan(TimeProvider time, Func<IEnumerable<int>>? published)
    {
        _time = time;
        _published = published;
    }

    /// <summary>What is new; at the first call everything is.</summary>
    public ScannedProcesses Next()
    {
        ILookup<int, long> sockets = SocketNames.In(_folder);
        HashSet<int> now = _published is not null ? [.. _published()] : OperatingSystem.IsLinux() ? ListProc() : [.. sockets.Select(socket => socket.Key)];
        now.Remove(Environment.ProcessId);
        List<int> gone = [.. _seen.Keys.Where(id => !now.Contains(id))];
        gone.ForEach(id => _seen.Remove(id));

        List<(int, int)> born = [];
        List<int> runtimes = [];
        foreach (int id in now)
        {
            if (!_seen.TryGetValue(id, out Seen? process))
            {
                process = new Seen(_time.GetTimestamp(), ProcFile.Stat(id));
                _seen.Add(id, process);
                if (process.Stat is { } stat)
                {
                    born.Add((id, stat.ParentId));
                }
            }

            if (!process.HasRuntime && HasSocket(id, process, sockets))
            {
                process.HasRuntime = true;
                runtimes.Add(id);
            }
        }

        return new ScannedProcesses(runtimes, born, gone);
    }

    // A killed process leaves its socket behind, and its id may be given again: the start key tells whose it is.
    private bool HasSocket(int id, Seen process, ILookup<int, long> sockets)
    {
        if (_published is not null)
        {
            return true;
        }

        if (sockets.Contains(id) && (process.Stat is null || sockets[id].Contains(process.Stat.StartTicks)))
        {
            return true;
        }

        bool isYoung = _time.GetElapsedTime(process.FirstSeenAt) < Youth;
        return isYoung && process.Stat is not null && HasFolderOfItsOwn(id) && DiagnosticSocket.PathOf(id) is not null;
    }

    private bool HasFolderOfItsOwn(int id)
    {
        if (ProcFile.MountNamespace(id) is { } mounts && mounts != _ownMounts)
        {
            return true;
        }

        return ProcFile.EnvironmentVariable(id, "TMPDIR") is { } temp && Path.TrimEndingDirectorySeparator(temp) != Path.TrimEndingDirectorySeparator(_folder);
    }

    private static HashSet<int> ListProc()
    {
        HashSet<int> ids = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    private sealed class Seen(long firstSeenAt, ProcStat? stat)
    {
        public long FirstSeenAt => firstSeenAt;

        public ProcStat? Stat => stat;

        public bool HasRuntime { get; set; }
    }
}
