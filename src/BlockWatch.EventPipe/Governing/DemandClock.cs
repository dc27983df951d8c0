using BlockWatch.EventPipe.Clocks;

namespace BlockWatch.EventPipe.Governing;

/// <summary>Says when something that is too dear to be told all the time is told: while there may be a stall, and as long as its share of the time allows.</summary>
/// <remarks>
/// <code>
/// wanted     ......|###|.......................|#####################|....
/// told       ......|######|....................|##########|.....|##|.....    a little longer than wanted, until what was saved up is spent
/// </code>
/// What is not spent is saved up, for <see cref="Saved"/> of telling at most, so that a rare stall is told whole on the busiest target.
/// Pure; the caller brings the time, which never goes back. Not thread-safe.
/// </remarks>
internal sealed class DemandClock
{
    /// <summary>How long it may be told at once when nothing was told for long.</summary>
    public static readonly TimeSpan Saved = TimeSpan.FromSeconds(10);

    /// <summary>How long it goes on after it was wanted last: one stall is often followed by the next.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    // Not begun for less than this: to begin and to end has its own cost.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    // So much more than all of the time must be allowed before it is told all the time, so that a load at the edge does not make it swing.
    private const double Ample = 1.25;

    private double _savedNs = Nanoseconds.Of(Saved);
    private long _lastNs;
    private long _wantedNs = long.MinValue / 2;
    private bool _isAlways = true;

    /// <summary>True while it is to be told.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Looks at the time.</summary>
    /// <param name="nowNs">Nanoseconds since the watch began.</param>
    /// <param name="share">The share of the time for which it may be told in the long run; 1 and more is always, 0 is never.</param>
    /// <param name="isWanted">True when there is something that may become a stall.</param>
    /// <returns>Whether it is to be told from now on.</returns>
    public bool Look(long nowNs, double share, bool isWanted)
    {
        long passed = nowNs - _lastNs;
        _lastNs = nowNs;
        _savedNs = Math.Min(Nanoseconds.Of(Saved), _savedNs + (passed * (Math.Min(share, 1) - (IsOpen ? 1 : 0))));
        _wantedNs = isWanted ? nowNs : _wantedNs;
        _isAlways = share >= (_isAlways ? 1 : Ample);
        bool isDue = nowNs - _wantedNs < Nanoseconds.Of(Linger);
        IsOpen = _isAlways || (share > 0 && isDue && _savedNs > (IsOpen ? 0 : Nanoseconds.Of(Least)));
        return IsOpen;
    }
}
