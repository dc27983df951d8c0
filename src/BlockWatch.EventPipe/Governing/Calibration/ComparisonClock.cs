using BlockWatch.EventPipe.Clocks;

namespace BlockWatch.EventPipe.Governing.Calibration;

/// <summary>Says when work items that could be told all the time are not, for a second, to learn what telling them costs.</summary>
/// <remarks>
/// Not in the first ten seconds, which are for the answer. Then every four seconds until the cost is known, and once a minute from then on. What may become a stall puts a pause
/// off or ends it. Pure; the caller brings the time, which never goes back. Not thread-safe.
/// </remarks>
internal sealed class ComparisonClock
{
    /// <summary>How long after the begin of the watch the first pause is.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    /// <summary>How long a pause is.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    /// <summary>Between the begins of two pauses while the cost is not known.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(4);

    /// <summary>The same when it is.</summary>
    public static readonly TimeSpan Later = TimeSpan.FromSeconds(60);

    private long _begunNs = long.MinValue / 2;

    /// <summary>True in a pause.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Looks at the time.</summary>
    /// <param name="nowNs">Nanoseconds since the watch began.</param>
    /// <param name="isWanted">False where a pause would teach nothing that matters.</param>
    /// <param name="isKnown">True when there have been comparisons enough.</param>
    /// <param name="mayBeStall">True while a span is open that may become a stall.</param>
    /// <returns>Whether there is to be a pause from now on.</returns>
    public bool Look(long nowNs, bool isWanted, bool isKnown, bool mayBeStall)
    {
        long since = nowNs - _begunNs;
        if (IsPaused)
        {
            IsPaused = isWanted && !mayBeStall && since < Nanoseconds.Of(Length);
        }
        else if (isWanted && !mayBeStall && nowNs >= Nanoseconds.Of(First) && since >= Nanoseconds.Of(isKnown ? Later : Soon))
        {
            IsPaused = true;
            _begunNs = nowNs;
        }

        return IsPaused;
    }
}
