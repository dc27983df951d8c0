using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Building;

/// <summary>The timeline of detection as reports hold it.</summary>
internal static class TimelineMapping
{
    /// <summary>Null when nothing is on it.</summary>
    public static ReportTimeline? ToReport(Timeline timeline) => timeline.Stalls.Count == 0 && timeline.Pauses.Count == 0
        ? null
        : new ReportTimeline
        {
            Stalls =
            [
                .. timeline.Stalls.Where(mark => mark.SiteId is not null).Select(mark => new ReportStallMark
                {
                    StartMs = Rounding.Milliseconds(mark.StartNs),
                    EndMs = Rounding.Milliseconds(mark.EndNs),
                    FindingId = mark.SiteId!,
                }),
            ],
            StallsLeftOut = timeline.StallsLeftOut,
            Pauses =
            [
                .. timeline.Pauses.Select(mark => new ReportPauseMark
                {
                    StartMs = Rounding.Milliseconds(mark.StartNs),
                    EndMs = Rounding.Milliseconds(mark.EndNs),
                }),
            ],
            PausesLeftOut = timeline.PausesLeftOut,
        };
}
