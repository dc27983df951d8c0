using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What each lane did, as the report tells it.</summary>
internal static class LaneNotes
{
    public static IReadOnlyList<LaneStatus> Of(int runtimeMajor, long spanEvents, long waitEvents, BurstScheduler bursts, double durationMs)
    {
        bool modern = runtimeMajor >= SessionPlan.FirstWithStacklessSessions;
        string burstNote = string.Create(
            CultureInfo.InvariantCulture,
            $"{bursts.BurstCount} bursts of about {BurstScheduler.Length.TotalMilliseconds} ms, {bursts.SampleCount} samples; stalls between bursts have no stack")
            + (bursts.PutOffCount > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {bursts.PutOffCount} wanted bursts came late, to spare the target") : "");
        return
        [
            new LaneStatus("spans", "full", null, spanEvents, durationMs),
            new LaneStatus(
                "waits",
                modern ? "full" : "narrowed",
                modern ? null : "this runtime raises no wait events: only lock contention is counted, other waits are seen by samples",
                waitEvents,
                durationMs),
            new LaneStatus("bursts", bursts.PutOffCount == 0 ? "full" : "narrowed", burstNote, bursts.SampleCount, bursts.BurstCount * BurstScheduler.Length.TotalMilliseconds),
        ];
    }
}
