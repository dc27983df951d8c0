namespace BlockWatch.EventPipe.NetTrace;

/// <summary>What one stream's numbering says of events that were dropped. Written by the thread that reads it.</summary>
internal sealed class EventLosses
{
    /// <summary>Numbers that no event has: events that the target raised and its runtime dropped.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// A thread's numbering went back: its id was given to a new thread. How many of the old one's events were lost at its end cannot be told.
    /// </summary>
    public bool IsUncertain { get; private set; }

    /// <summary>So many were lost for certain. One stands for "at least something may be missing".</summary>
    public long AtLeast => Count + (IsUncertain ? 1 : 0);

    /// <summary>What TraceEvent counted; it stops at the greatest number when a thread's numbering goes back.</summary>
    public void Take(int counted)
    {
        IsUncertain |= counted == int.MaxValue;
        Count = counted == int.MaxValue ? Count : counted;
    }

    /// <summary>A thread's number should have been this, and was that.</summary>
    public void Compare(int expected, int found)
    {
        int gap = unchecked(found - expected);
        if (gap < 0)
        {
            IsUncertain = true;
        }
        else
        {
            Count += gap;
        }
    }
}
