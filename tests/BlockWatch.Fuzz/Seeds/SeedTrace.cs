namespace BlockWatch.Fuzz.Seeds;

/// <summary>A small, whole trace: its header and its events in order of time.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Header">The content of the Trace object.</param>
/// <param name="Events">All of them.</param>
internal sealed record SeedTrace(string Name, byte[] Header, IReadOnlyList<SeedEvent> Events)
{
    /// <summary>The seeds: pieces of recorded traces of .NET 8 and 10, a long one and a short one of each, and one with every kind of event that is read.</summary>
    public static IReadOnlyList<SeedTrace> All { get; } =
    [
        .. RecordedTrace.Pieces("five-faults-net8", 250, 60),
        .. RecordedTrace.Pieces("five-faults-net10", 250, 60),
        WrittenTrace.OfEverything(),
    ];
}
