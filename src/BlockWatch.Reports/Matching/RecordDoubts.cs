using BlockWatch.Detection.Session;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Matching;

/// <summary>Why it proves nothing that something is not in a report.</summary>
/// <remarks>
/// Stricter than <see cref="ReportSession.Complete"/>, which tells of losses alone: a lane that was narrowed to keep the budget loses nothing that it was
/// asked for, and is blind for the rest of the time all the same. Bursts that came late, and waits that are told only while something stalls, make a
/// cause less certain but hide no stall: the spans tell of it.
/// </remarks>
internal static class RecordDoubts
{
    private const string SpansLane = "spans";

    /// <summary>A few words each; empty when every stall that there was is in the report.</summary>
    public static IReadOnlyList<string> Of(Report report)
    {
        List<string> doubts = [];
        ReportSession session = report.Session;
        if (session.EventsLost > 0)
        {
            doubts.Add($"{Measures.Count(session.EventsLost, "event was", "events were")} lost");
        }

        if (session.End is SessionEnd.TraceTruncated)
        {
            doubts.Add("the trace broke off");
        }

        if (session.End is SessionEnd.ConnectionLost)
        {
            doubts.Add("the connection to the target broke");
        }

        if (doubts.Count == 0 && (!session.Complete || report.Gaps.Count > 0))
        {
            doubts.Add("the record is incomplete");
        }

        doubts.AddRange(Spans(report));
        if (report.Summary is { SpanCount: 0, StallCount: 0 } && report.Findings.Count == 0)
        {
            doubts.Add("no work of the target was seen from start to end");
        }

        return doubts;
    }

    // Without any stack and any wait a stall is seen, but never why: no rule but BW0009 can name it.
    private static IEnumerable<string> Spans(Report report)
    {
        ReportLane? spans = report.Session.Lanes.FirstOrDefault(lane => lane.Name == SpansLane);
        if (spans is null || spans.State is "off" or "unavailable")
        {
            yield return "work items were not watched";
        }
        else if (spans.State != ReportLane.Full)
        {
            yield return $"work items were watched for {Measures.Duration(spans.ActiveMs)} of {Measures.Duration(report.Session.DurationMs)} only";
        }

        bool canExplain = report.Session.Lanes.Any(lane => lane.Name is "waits" or "bursts" && lane.State is not ("off" or "unavailable"));
        if (!canExplain && report.Summary.UnexplainedCount > 0)
        {
            yield return "neither waits nor stacks were watched, so no stall could be explained";
        }
    }
}
