namespace BlockWatch.Detection.Findings;

/// <summary>When single stalls and pauses were, as far as they were kept. For drawing: the findings count all of them.</summary>
public sealed record Timeline
{
    /// <summary>In order of their start. Of more than there is room for, the longest.</summary>
    public IReadOnlyList<TimelineMark> Stalls { get; init; } = [];

    /// <summary>Stalls that are told of and that are not among <see cref="Stalls"/>.</summary>
    public long StallsLeftOut { get; init; }

    /// <summary>Suspensions of all threads by the garbage collector, in order of their start. Of more than there is room for, the longest of the last.</summary>
    public IReadOnlyList<TimelineMark> Pauses { get; init; } = [];

    public long PausesLeftOut { get; init; }

    public static Timeline Empty { get; } = new();
}
