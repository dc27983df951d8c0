using BlockWatch.Detection.Events;

namespace BlockWatch.Reports.Model;

/// <summary>An interval in which a lane lost events.</summary>
public sealed record ReportGap
{
    public required Lane Lane { get; init; }

    public required double StartMs { get; init; }

    public required double EndMs { get; init; }

    public required long EventsLost { get; init; }
}
