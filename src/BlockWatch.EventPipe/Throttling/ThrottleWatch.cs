using BlockWatch.Detection.Events;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Throttling;

/// <summary>Watches whether the target's container is stopped because it has used up its share of the processors. Linux only.</summary>
/// <remarks>Looks once a period of the share (100 ms) where there is one, else once a second: a share may be given later. Not thread-safe.</remarks>
internal sealed class ThrottleWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WithoutShare = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<string> _folders;
    private readonly CpuStat?[] _first;
    private readonly CpuStat?[] _last;
    private long _lastTime;

    /// <param name="folders">The cgroups' folders, the innermost first.</param>
    public ThrottleWatch(IReadOnlyList<string> folders)
    {
        _folders = folders;
        _first = [.. folders.Select(Read)];
        _last = [.. _first];
    }

    /// <summary>That of a process; one that never tells anything where it cannot be known.</summary>
    public static ThrottleWatch Of(int processId)
    {
        try
        {
            return new ThrottleWatch(OperatingSystem.IsLinux()
                ? CgroupFolders.Of(File.ReadAllText(ProcFile.Folder(processId) + "/cgroup"), File.ReadAllText("/proc/self/mountinfo"))
                : []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process is gone, or a system without /proc.
            return new ThrottleWatch([]);
        }
    }

    /// <summary>True when one of the cgroups has a share, as far as its periods tell.</summary>
    public bool HasShare => _last.Any(stat => stat is { Periods: > 0 });

    /// <summary>Since the watch began, of the cgroup that was stopped most; null when none was.</summary>
    public CpuThrottling? Total
    {
        get
        {
            CpuThrottling? most = null;
            for (int i = 0; i < _folders.Count; i++)
            {
                if (Since(_first[i], _last[i]) is { ThrottledPeriods: > 0 } since && since.ThrottledNs / 1e6 >= (most?.ThrottledMs ?? 0))
                {
                    most = new CpuThrottling(since.Periods, since.ThrottledPeriods, since.ThrottledNs / 1e6);
                }
            }

            return most;
        }
    }

    /// <summary>Looks; returns an event when the container was stopped since the look before.</summary>
    /// <param name="time">Now, nanoseconds since the watch began.</param>
    public RuntimeEvent? Look(long time)
    {
        long periods = 0;
        for (int i = 0; i < _folders.Count; i++)
        {
            CpuStat? now = Read(_folders[i]);
            periods = Math.Max(periods, Since(_last[i], now)?.ThrottledPeriods ?? 0);

            // A container that is gone leaves what was seen last.
            _last[i] = now ?? _last[i];
        }

        long since = _lastTime;
        _lastTime = time;
        return periods > 0 ? RuntimeEvent.ContainerThrottled(time, since, periods) : null;
    }

    /// <summary>Looks again and again until stopped, and once more then.</summary>
    public async Task RunAsync(TargetClock clock, IEventFeed feed, CancellationToken stop)
    {
        while (_folders.Count > 0)
        {
            await Task.WhenAny(Task.Delay(HasShare ? Period : WithoutShare, stop)).ConfigureAwait(false);
            if (Look(clock.Now()) is { } throttled)
            {
                feed.Publish(throttled);
            }

            if (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static CpuStat? Since(CpuStat? before, CpuStat? now) => before is { } b && now is { } n
        ? new CpuStat(n.Periods - b.Periods, n.ThrottledPeriods - b.ThrottledPeriods, n.ThrottledNs - b.ThrottledNs)
        : null;

    private static CpuStat? Read(string folder)
    {
        try
        {
            return CpuStat.Parse(File.ReadAllText(folder + "/cpu.stat"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not mounted here, or not ours to read.
            return null;
        }
    }
}
