namespace BlockWatch.Reports.Model;

/// <summary>When single stalls and pauses were, for drawing: the findings count all of them.</summary>
public sealed record ReportTimeline
{
    /// <summary>In order of their start. Of more than there is room for, the longest.</summary>
    public required IReadOnlyList<ReportStallMark> Stalls { get; init; }

    /// <summary>How many that findings tell of are not among them.</summary>
    public required long StallsLeftOut { get; init; }

    /// <summary>Suspensions of all threads by the garbage collector.</summary>
    public required IReadOnlyList<ReportPauseMark> Pauses { get; init; }

    public required long PausesLeftOut { get; init; }
}
