namespace BlockWatch.EventPipe.Governing;

/// <summary>Says when a window begins and ends.</summary>
/// <remarks>Pure; the caller brings the time, which never goes back. Not thread-safe.</remarks>
internal sealed class WindowClock
{
    private long _turnedNs;

    /// <summary>True while work items are to be told.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Since when it is as it is, nanoseconds.</summary>
    public long SinceNs => _turnedNs;

    /// <summary>Looks at the time.</summary>
    /// <param name="nowNs">Nanoseconds since the watch began.</param>
    /// <param name="share">The share of the time in which work items may be told.</param>
    /// <param name="hasOldSpan">True when a span is open that may become a stall.</param>
    /// <returns>Whether work items are to be told from now on.</returns>
    public bool Look(long nowNs, double share, bool hasOldSpan)
    {
        bool open = share switch
        {
            >= 1 => true,
            <= 0 => IsOpen && GoesOn(nowNs, hasOldSpan),
            _ => IsOpen ? nowNs - _turnedNs < Ns(WorkItemWindows.Length) || GoesOn(nowNs, hasOldSpan) : nowNs - _turnedNs >= Ns(WorkItemWindows.Between(share)),
        };
        if (open != IsOpen)
        {
            IsOpen = open;
            _turnedNs = nowNs;
        }

        return open;
    }

    private bool GoesOn(long nowNs, bool hasOldSpan) => hasOldSpan && nowNs - _turnedNs < Ns(WorkItemWindows.Length + WorkItemWindows.LongestExtension);

    private static long Ns(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
