namespace BlockWatch.EventPipe.Recording;

/// <summary>The tapes of all sessions, those of all targets too. Thread-safe: sessions write on their own threads.</summary>
internal interface ITapeShelf
{
    /// <summary>Begins the tape of a session.</summary>
    /// <param name="owner">Whose it is, for <see cref="Copy"/>.</param>
    /// <param name="afterTicks">Events at or before this time are on another tape.</param>
    /// <param name="withCounters">False when the owner has another tape with the same counters.</param>
    ITape Open(object owner, long afterTicks = long.MinValue, bool withCounters = true);

    /// <summary>All that one owner's tapes have now.</summary>
    IReadOnlyList<TapeCopy> Copy(object owner);

    /// <summary>How long ago the newest of those blocks came that were dropped for want of room; null when there was none in the time that is kept.</summary>
    TimeSpan? SinceNewestCut();
}
