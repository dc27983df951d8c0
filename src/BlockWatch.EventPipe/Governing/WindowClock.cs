using BlockWatch.EventPipe.Clocks;

namespace BlockWatch.EventPipe.Governing;

/// <summary>Says when a window begins and ends.</summary>
/// <remarks>
/// What its share allows is saved up: the next window by turn comes when two seconds are there, so that there is always one for a thread that may be
/// at something long. Such a window comes at once, is a fifth as long, and the next one by turn comes so much later.
/// Pure; the caller brings the time, which never goes back. Not thread-safe.
/// </remarks>
internal sealed class WindowClock
{
    // In windows: what is kept for those that are wanted, and how long one of them is, if what it was wanted for turns out to be nothing: a look takes half of it.
    private const double Reserve = 1;
    private const double Wanted = 0.2;

    // To open and close a session costs as much as to tell 25,000 work items a second for so long; of a window by turn that is a part of its price.
    private const double WantedMore = 0.1;

    private double _savedNs = Nanoseconds.Of(WorkItemWindows.Length) * Reserve;
    private double _lastShare = 1;
    private long _lastNs;
    private long _turnedNs;
    private double _length = 1;

    /// <summary>True while work items are to be told.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Since when it is as it is, nanoseconds.</summary>
    public long SinceNs => _turnedNs;

    /// <summary>Looks at the time.</summary>
    /// <param name="nowNs">Nanoseconds since the watch began.</param>
    /// <param name="share">The share of the time in which work items may be told.</param>
    /// <param name="hasOldSpan">True when a span is open that may become a stall.</param>
    /// <param name="isWanted">True when a thread may be at something long that no span tells of.</param>
    /// <returns>Whether work items are to be told from now on.</returns>
    public bool Look(long nowNs, double share, bool hasOldSpan, bool isWanted = false)
    {
        Save(nowNs, share);
        bool open = share switch
        {
            >= 1 => true,
            <= 0 => IsOpen && GoesOn(nowNs, hasOldSpan),
            _ => IsOpen ? nowNs - _turnedNs < Nanoseconds.Of(WorkItemWindows.Length) * _length || GoesOn(nowNs, hasOldSpan) : IsDue(isWanted),
        };
        if (open != IsOpen)
        {
            IsOpen = open;
            _turnedNs = nowNs;
            bool isShort = open && isWanted;
            _length = isShort ? Wanted : 1;
            _savedNs -= isShort ? Nanoseconds.Of(WorkItemWindows.Length) * WantedMore : 0;
        }

        return open;
    }

    private void Save(long nowNs, double share)
    {
        // While all is told nothing is owed for it.
        double saved = _lastShare >= 1 ? 0 : (nowNs - _lastNs) * (_lastShare - (IsOpen ? 1 : 0));
        _savedNs = Math.Min(Nanoseconds.Of(WorkItemWindows.Length) * (Reserve + 1), _savedNs + saved);
        (_lastNs, _lastShare) = (nowNs, share);
    }

    private bool IsDue(bool isWanted) => _savedNs >= Nanoseconds.Of(WorkItemWindows.Length) * (isWanted ? Wanted + WantedMore : Reserve + 1);

    // One that was wanted goes on for what is saved: the next stall's name is worth more than this one's end.
    private bool GoesOn(long nowNs, bool hasOldSpan) => hasOldSpan && (_length >= 1 || _savedNs > 0) && nowNs - _turnedNs < Nanoseconds.Of(WorkItemWindows.Length + WorkItemWindows.LongestExtension);
}
