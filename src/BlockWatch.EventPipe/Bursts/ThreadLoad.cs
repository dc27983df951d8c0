using System.Diagnostics;
using BlockWatch.EventPipe.Targets;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>Which threads of a process wanted a processor between two instants, by the operating system's own account. Linux only.</summary>
/// <remarks>
/// The sampler cannot tell a thread that runs native code from one that is blocked; the scheduler can.
/// </remarks>
internal sealed class ThreadLoad
{
    // A thread that computes is busy nearly all the time, less what the sampler's own suspensions take; one that is blocked, never.
    private const double BusyShare = 0.5;

    // Reading takes some 17 us a thread, before the sampler runs and after it. What a thread beyond seems to compute is believed without an account.
    private const int LargestThreadCount = 1000;

    private readonly string? _folder;
    private readonly byte[] _buffer = new byte[SchedulerAccountFile.MostBytes];
    private readonly Dictionary<long, SchedulerAccount> _before = [];
    private long _since;

    private ThreadLoad(string? folder)
    {
        _folder = folder;
    }

    /// <summary>Begins to measure. Where it cannot be measured, no thread will be busy.</summary>
    public static ThreadLoad Begin(int processId)
    {
        var load = new ThreadLoad(ProcFile.FolderWithItsThreadIds(processId));
        foreach ((long thread, SchedulerAccount account) in load.Read())
        {
            load._before[thread] = account;
        }

        load._since = Stopwatch.GetTimestamp();
        return load;
    }

    /// <summary>The accounts at the beginning.</summary>
    public IReadOnlyList<(long ThreadId, SchedulerAccount Account)> AtBegin => [.. _before.Select(static entry => (entry.Key, entry.Value))];

    /// <summary>The accounts now; empty where the system does not tell.</summary>
    public IReadOnlyList<(long ThreadId, SchedulerAccount Account)> Now() => Read();

    /// <summary>The threads that ran, or were ready to run, for at least half of the time since the beginning.</summary>
    public IReadOnlySet<long> Busy() => Busy(Now());

    /// <param name="now">The accounts of this moment.</param>
    public IReadOnlySet<long> Busy(IReadOnlyList<(long ThreadId, SchedulerAccount Account)> now)
    {
        double elapsedNs = Stopwatch.GetElapsedTime(_since).TotalMilliseconds * 1e6;
        return now
            .Where(t => _before.TryGetValue(t.ThreadId, out SchedulerAccount before) && t.Account.WantedNs - before.WantedNs >= elapsedNs * BusyShare)
            .Select(t => t.ThreadId)
            .ToHashSet();
    }

    private List<(long ThreadId, SchedulerAccount Account)> Read()
    {
        var threads = new List<(long, SchedulerAccount)>();
        if (_folder is null)
        {
            return threads;
        }

        try
        {
            foreach ((long thread, string folder) in ProcFile.Threads(_folder).Take(LargestThreadCount))
            {
                if (ReadOne(folder) is { } account)
                {
                    threads.Add((thread, account));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process is gone or not ours to look into: then nothing is known of its threads.
            threads.Clear();
        }

        return threads;
    }

    private SchedulerAccount? ReadOne(string folder)
    {
        using SafeFileHandle? file = SchedulerAccountFile.Open(folder);
        return file is null ? null : SchedulerAccountFile.Read(file, _buffer);
    }
}
