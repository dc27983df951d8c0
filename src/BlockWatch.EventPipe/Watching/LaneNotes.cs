using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Governing;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What each lane did, as the report tells it.</summary>
internal static class LaneNotes
{
    private const string NoWaitEvents = "this runtime raises no wait events: only lock contention is counted, other waits are seen by samples";

    /// <param name="runtimeMajor">The target's runtime.</param>
    /// <param name="events">How many each lane brought.</param>
    /// <param name="bursts">What bursts there were.</param>
    /// <param name="times">For how long each thing was told.</param>
    /// <param name="detail">When tasks were wanted.</param>
    /// <param name="seesSleeps">True when the system tells which threads sleep.</param>
    public static IReadOnlyList<LaneStatus> Of(
        int runtimeMajor, (long Spans, long Waits, long Async) events, BurstScheduler bursts, LaneTimes times, DetailMode detail, bool seesSleeps) =>
    [
        Spans(events.Spans, times, seesSleeps),
        Waits(runtimeMajor, events.Waits, times),
        new LaneStatus("bursts", bursts.PutOffCount == 0 ? "full" : "narrowed", BurstNote(bursts), bursts.SampleCount, bursts.ActiveMs),
        .. detail == DetailMode.Off ? Array.Empty<LaneStatus>() : [Async(events.Async, times)],
    ];

    private static LaneStatus Async(long events, LaneTimes times) => times.WithAsync < times.All
        ? new LaneStatus(
            "async",
            "narrowed",
            string.Create(
                CultureInfo.InvariantCulture,
                $"tasks were told of for {times.WithAsync.TotalSeconds:0.0} s, after stalls and as the budget allowed: what happened to tasks in the rest of the time is not known"),
            events,
            times.WithAsync.TotalMilliseconds)
        : new LaneStatus("async", "full", null, events, times.All.TotalMilliseconds);

    private static LaneStatus Spans(long events, LaneTimes times, bool seesSleeps) => times.WithWorkItems < times.All
        ? new LaneStatus(
            "spans",
            "narrowed",
            "work items were told in windows, to keep the budget: between them only "
                + (seesSleeps ? "threads that sleep through a stall, or compute for long," : "waits with events of their own")
                + " are seen, and counts are of what was seen",
            events,
            times.WithWorkItems.TotalMilliseconds)
        : new LaneStatus("spans", "full", null, events, times.All.TotalMilliseconds);

    private static LaneStatus Waits(int runtimeMajor, long events, LaneTimes times)
    {
        bool hasEvents = runtimeMajor >= SessionPlan.FirstWithStacklessSessions;
        if (times.WithContention < times.All)
        {
            string note = "waits and contention were told for a part of the time, to keep the budget" + (hasEvents ? "" : "; " + NoWaitEvents);
            return new LaneStatus("waits", "narrowed", note, events, times.WithContention.TotalMilliseconds);
        }

        if (hasEvents && times.WithWaits < times.All)
        {
            string note = string.Create(
                CultureInfo.InvariantCulture,
                $"waits were told for {times.WithWaits.TotalSeconds:0.0} s, mostly while something stalled, to keep the budget; lock contention all the time");
            return new LaneStatus("waits", "narrowed", note, events, times.WithWaits.TotalMilliseconds);
        }

        return new LaneStatus("waits", hasEvents ? "full" : "narrowed", hasEvents ? null : NoWaitEvents, events, times.All.TotalMilliseconds);
    }

    private static string BurstNote(BurstScheduler bursts)
    {
        string taken = bursts.BurstCount == 0
            ? "no burst was taken"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{bursts.BurstCount} bursts of about {bursts.ActiveMs / bursts.BurstCount:0} ms, {bursts.SampleCount} samples; stalls between bursts have no stack");
        return bursts.PutOffCount == 0
            ? taken
            : string.Create(CultureInfo.InvariantCulture, $"{taken}; {bursts.PutOffCount} wanted bursts came late, to keep the budget");
    }
}
