namespace BlockWatch.Accuracy.Watching;

/// <summary>The time in which the tool had to see everything, milliseconds since 1970.</summary>
internal sealed record WatchedInterval(double FromUnixMs, double ToUnixMs)
{
    // The first burst and the method list take that long on a busy machine; what is cut by the end has no end to be compared with.
    private const double AfterStartMs = 300;
    private const double BeforeEndMs = 500;

    /// <summary>No edges at all.</summary>
    public static WatchedInterval Always { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Without the edges, of which nothing is asked.</summary>
    public WatchedInterval WithoutEdges() => new(FromUnixMs + AfterStartMs, ToUnixMs - BeforeEndMs);

    public bool Holds(TruthOccurrence occurrence) => occurrence.StartUnixMs >= FromUnixMs && occurrence.EndUnixMs <= ToUnixMs;

    /// <summary>True when the stall began in it.</summary>
    public bool Begins(LiveLine stall) => stall.StartUnixMs >= FromUnixMs && stall.StartUnixMs <= ToUnixMs;
}
