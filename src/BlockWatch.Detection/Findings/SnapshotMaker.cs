using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Loops;
using BlockWatch.Detection.LostTasks;
using BlockWatch.Detection.Marks;
using BlockWatch.Detection.Pauses;
using BlockWatch.Detection.Pool;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stalls;
using BlockWatch.Detection.Throttling;

namespace BlockWatch.Detection.Findings;

/// <summary>Puts together what all the parts of a detector know at one time.</summary>
internal sealed class SnapshotMaker
{
    private const double NsPerMs = 1e6;

    public required SiteLedger Ledger { get; init; }

    public required StackReader Reader { get; init; }

    public required UnsettledStalls Unsettled { get; init; }

    public required ThrottleTimeline Throttling { get; init; }

    public required StarvationWatch Starvation { get; init; }

    public required DeadlockWatch Deadlocks { get; init; }

    public required FindingsBuilder Findings { get; init; }

    public required LoopFindings Loops { get; init; }

    /// <summary>The sites of event loops, which are counted apart.</summary>
    public required SiteLedger LoopLedger { get; init; }

    public required LostTaskBook LostTasks { get; init; }

    public required PoolTimeline Pool { get; init; }

    public required GapLog Gaps { get; init; }

    public required SpanTracker Spans { get; init; }

    public required PauseTimeline Pauses { get; init; }

    /// <summary>Stalls and episodes that go on are counted so far.</summary>
    /// <param name="now">The detector's clock.</param>
    public DetectionSnapshot Make(long now)
    {
        List<(PendingStall Stall, IReadOnlyList<PartDraft> Parts)> unsettled = Unsettled.Find();
        SiteLedger ledger = WithUnsettled(unsettled);
        Stall[] stalls = [.. unsettled.Select(entry => StallView.Of(entry.Stall, entry.Parts))];
        StarvationEpisode[] episodes = [.. Starvation.Episodes.Select(episode => episode.ToEpisode(stalls, now))];
        return new DetectionSnapshot
        {
            Findings =
            [
                .. Findings.OfDeadlocks(Deadlocks.Deadlocks, now),
                .. Findings.Build(ledger, Reader.Starvation, episodes, Starvation, now, [.. Loops.Build(now), .. LostTasks.Build()]),
            ],
            Starvation = episodes,
            Pool = Pool.Samples,
            Timeline = TimelineOf(ledger),
            PoolNow = Pool.Last,
            OpenStalls = [.. stalls.Where(stall => stall.EndNs is null).OrderBy(stall => stall.StartNs)],
            Gaps = Gaps.Gaps,
            SpanCount = Spans.SpanCount,
            StallCount = ledger.StallCount,
            UnexplainedCount = ledger.UnexplainedCount,
            StalledMs = ledger.StalledNs / NsPerMs,
            SuspensionCount = Pauses.Count,
            SuspensionMs = Pauses.ClosedTotal / NsPerMs,
            SuppressedCount = ledger.LeftOut.StallCount,
            SuppressedMs = ledger.LeftOut.TotalNs / NsPerMs,
            Suppressions = Loops.Add(Findings.Suppressions(ledger)),
            SiteThresholds = Loops.Add(ledger.LeftOut.ThresholdOutcomes()),
            ForgottenSiteCount = ledger.ForgottenCount + LoopLedger.ForgottenCount,
        };
    }

    private Timeline TimelineOf(SiteLedger ledger)
    {
        IReadOnlyList<TimelineMark> stalls = ledger.Marks.With(LoopLedger.Marks);
        IReadOnlyList<TimelineMark> pauses = Pauses.Longest().With(new LongestMarks());
        return new Timeline
        {
            Stalls = stalls,
            StallsLeftOut = ledger.Marks.Count + LoopLedger.Marks.Count - stalls.Count,
            Pauses = pauses,
            PausesLeftOut = Pauses.Count - pauses.Count,
        };
    }

    private SiteLedger WithUnsettled(List<(PendingStall Stall, IReadOnlyList<PartDraft> Parts)> unsettled)
    {
        var siteIds = new HashSet<string>(unsettled.SelectMany(entry => entry.Parts).Select(part => part.SiteId));
        SiteLedger ledger = Ledger.CopyFor(siteIds);
        foreach ((PendingStall stall, IReadOnlyList<PartDraft> parts) in unsettled)
        {
            stall.IsThrottled = Throttling.IsWithin(stall.Start, stall.End);
            ledger.Add(stall, parts, Reader.Unexplained, countsUnexplained: false);
        }

        return ledger;
    }
}
