using BlockWatch.Detection.Session;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>What the session could not see: without it, no verdict may be read.</summary>
internal static class Blindness
{
    /// <summary>In a few words each, for the verdict; empty when all lanes ran in full and nothing was lost.</summary>
    public static IReadOnlyList<string> Brief(Report report)
    {
        List<string> parts = [];
        ReportSession session = report.Session;
        if (session.EventsLost > 0)
        {
            parts.Add($"{Measures.Count(session.EventsLost, "event was", "events were")} lost");
        }

        if (BrokenOff(session.End) is { } broken)
        {
            parts.Add(broken);
        }

        if (parts.Count == 0 && report.Gaps.Count > 0)
        {
            parts.Add($"{Measures.Count(report.Gaps.Count, "gap is", "gaps are")} in the record");
        }

        if (parts.Count == 0 && !session.Complete)
        {
            parts.Add("the record is incomplete");
        }

        parts.AddRange(session.Lanes.Where(lane => lane.State != ReportLane.Full).Select(lane => $"{SafeText.Of(lane.Name)} {SafeText.Of(lane.State)}"));
        if (report.Summary is { SpanCount: 0, StallCount: 0 })
        {
            parts.Add("no span was seen from start to end");
        }

        return parts;
    }

    /// <summary>A sentence each, for the end of a report. Never empty: it also says when nothing is known to be missing.</summary>
    public static IReadOnlyList<string> Sentences(Report report)
    {
        List<string> sentences = [];
        ReportSession session = report.Session;
        if (!session.Complete)
        {
            string what = session.EventsLost > 0 ? $" ({Measures.Count(session.EventsLost, "event was", "events were")} lost)" : "";
            sentences.Add($"The record is incomplete{what}: that something is not reported proves nothing.");
        }

        if (BrokenOff(session.End) is { } broken)
        {
            sentences.Add($"What came after {Measures.Duration(session.DurationMs)} is unknown: {broken}.");
        }

        sentences.AddRange(session.Lanes.Where(lane => lane.State != ReportLane.Full).Select(lane => Sentence(lane, session.DurationMs)));
        sentences.AddRange(report.Gaps.Select(Sentence));
        sentences.AddRange(session.Limits.Select(SafeText.Of));
        if (sentences.Count == 0)
        {
            sentences.Add(session.Lanes.Count > 0
                ? "Every lane ran in full and no event was lost."
                : "No event was lost; which lanes ran is not known.");
        }

        return sentences;
    }

    private static string? BrokenOff(SessionEnd end) => end switch
    {
        SessionEnd.TraceTruncated => "the trace broke off",
        SessionEnd.ConnectionLost => "the connection to the target broke",
        _ => null,
    };

    private static string Sentence(ReportLane lane, double durationMs)
    {
        string note = lane.Note is null ? "" : $": {SafeText.Of(lane.Note).TrimEnd('.')}";
        string ran = lane.ActiveMs > 0 ? $" (ran {Measures.Duration(lane.ActiveMs)} of {Measures.Duration(durationMs)})" : "";
        return $"Lane {SafeText.Of(lane.Name)} was {SafeText.Of(lane.State)}{ran}{note}.";
    }

    private static string Sentence(ReportGap gap) =>
        $"From {Measures.Time(gap.StartMs)} to {Measures.Time(gap.EndMs)} lane {LaneName(gap)} lost {Measures.Count(gap.EventsLost, "event")}.";

    private static string LaneName(ReportGap gap) => gap.Lane.ToString().ToLowerInvariant();
}
