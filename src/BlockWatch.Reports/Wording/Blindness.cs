using BlockWatch.Detection.Events;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>What the session could not see: without it, no verdict may be read.</summary>
internal static class Blindness
{
    private const int MaxGapsListed = 3;

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
        sentences.AddRange(report.Gaps.GroupBy(gap => gap.Lane).SelectMany(Sentences));
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

    private static IEnumerable<string> Sentences(IGrouping<Lane, ReportGap> lane)
    {
        string name = lane.Key.ToString().ToLowerInvariant();
        List<ReportGap> gaps = [.. lane];
        return gaps.Count > MaxGapsListed
            ? [$"Lane {name} {Lost(gaps)} in {Measures.Count(gaps.Count, "gap")} {Between(gaps)}: the JSON report has them."]
            : gaps.Select(gap => $"Lane {name} {Lost([gap])} {Between([gap])}.");
    }

    private static string Lost(List<ReportGap> gaps) => $"lost {Measures.Count(gaps.Sum(gap => gap.EventsLost), "event")}";

    private static string Between(List<ReportGap> gaps) =>
        $"between {Measures.Time(gaps.Min(gap => gap.StartMs))} and {Measures.Time(gaps.Max(gap => gap.EndMs))}";
}
