using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Targets;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Governing;

/// <summary>The processor time of the threads that a target's runtime keeps for whoever watches it: one for each session, and one that counts. Linux only.</summary>
/// <remarks>
/// They do the same under every load, so that what they take tells how fast the machine is, too: <see cref="LaneCosts.TimesOn"/>. Sessions that are there when this is made are
/// another tool's and left out; of those that come later nothing tells whose they are. Thread-safe.
/// </remarks>
internal sealed class RuntimeThreads
{
    // The system keeps fifteen characters of a name: of ".NET EventPipe" all, of ".NET Counter Poller" these. That one stays when nobody watches any more.
    private const string Session = ".NET EventPipe";
    private const string Counters = ".NET Counter Po";

    // A look takes us some 10 us for each of the target's threads.
    private const int Many = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan IntervalOfMany = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly int _processId;
    private readonly string? _folder;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly HashSet<long> _others = [];
    private readonly RuntimeThreadTime _ran = new();
    private readonly byte[] _buffer = new byte[SchedulerAccountFile.MostBytes];
    private TimeSpan _next;

    /// <param name="processId">The target, before any session of ours is open on it.</param>
    /// <param name="time">Tells when the next look is due.</param>
    public RuntimeThreads(int processId, TimeProvider time)
    {
        _processId = processId;
        _folder = OperatingSystem.IsLinux() ? ProcFile.Folder(processId) : null;
        _time = time;
        _start = time.GetTimestamp();
        if (_folder is not null && Find(_folder) is { } there)
        {
            _others.UnionWith(there.Threads.Where(static thread => thread.IsSession).Select(static thread => thread.ThreadId));
        }
    }

    /// <summary>What they took so far, and in how long; nothing in no time while that is not known.</summary>
    public (double Ms, double Seconds) Total()
    {
        lock (_lock)
        {
            TimeSpan now = _time.GetElapsedTime(_start);
            if (_folder is not null && now >= _next)
            {
                Look(_folder, now);
            }

            return (_ran.Ms, _ran.Seconds);
        }
    }

    private void Look(string folder, TimeSpan now)
    {
        if (Find(folder) is not { } found)
        {
            // The process is gone, or not ours to look into: what was seen stands.
            _next = TimeSpan.MaxValue;
            return;
        }

        // A number that is given again is another thread's.
        _others.IntersectWith(found.Threads.Select(static thread => thread.ThreadId));
        _ran.Look(now.TotalSeconds, [.. found.Threads.Where(thread => !_others.Contains(thread.ThreadId)).Select(static thread => (thread.ThreadId, thread.RanNs))]);
        _next = now + (found.Count > Many ? IntervalOfMany : Interval);
    }

    private (int Count, List<(long ThreadId, bool IsSession, long RanNs)> Threads)? Find(string folder)
    {
        int count = 0;
        List<(long ThreadId, bool IsSession, long RanNs)> found = [];
        try
        {
            foreach ((long id, string thread) in ProcFile.Threads(folder))
            {
                count++;
                if (ProcFile.ThreadName(_processId, id) is (Session or Counters) and { } name && TryReadRanNs(thread, out long ran))
                {
                    found.Add((id, name == Session, ran));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return (count, found);
    }

    private bool TryReadRanNs(string thread, out long ran)
    {
        using SafeFileHandle? file = SchedulerAccountFile.Open(thread);
        SchedulerAccount? account = file is null ? null : SchedulerAccountFile.Read(file, _buffer);
        ran = account?.RanNs ?? 0;
        return account is not null;
    }
}
