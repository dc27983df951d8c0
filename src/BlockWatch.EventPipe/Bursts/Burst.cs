using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>One short run of the sampler.</summary>
internal static class Burst
{
    // A stop takes some 70 ms; past this the target does not answer and the connection is closed on it.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(3);

    /// <summary>Samples all managed threads for about <paramref name="length"/>.</summary>
    /// <param name="processId">The target, as the operating system knows it.</param>
    /// <param name="client">The target's runtime.</param>
    /// <param name="clock">The watch's clock.</param>
    /// <param name="looks">The watch's looks at the target's threads.</param>
    /// <param name="length">How long the sampler runs.</param>
    /// <param name="stop">Cuts it short.</param>
    /// <param name="record">Opens the burst's tape; null when nothing is recorded.</param>
    /// <returns>The samples, fewer or none when the target ended meanwhile.</returns>
    /// <exception cref="DiagnosticsClientException">The target did not open the session.</exception>
    public static async Task<BurstTaken> TakeAsync(
        int processId, DiagnosticsClient client, TargetClock clock, ThreadLooks looks, TimeSpan length, CancellationToken stop, Func<ITape>? record = null)
    {
        var lane = new BurstLane(clock);
        ThreadLoad load = ThreadLoad.Begin(processId);
        List<RuntimeEvent> between = [.. looks.Look(clock, load.AtBegin)];
        using SessionReader reader = SessionReader.Open(client, SessionPlan.Burst(), "blockwatch burst", session =>
        {
            var source = new EventDispatch();
            lane.Subscribe(source);
            using ITape? tape = record?.Invoke();
            NetTraceReader.ReadLive(session.EventStream, source, sink: tape);
        });

        // The length is what is measured here, so a timer is the right thing to wait for; a stop cuts it short.
        await Task.WhenAny(reader.Drained, Task.Delay(length, stop)).ConfigureAwait(false);
        IReadOnlyList<(long ThreadId, SchedulerAccount Account)> now = load.Now();
        IReadOnlySet<long> busy = load.Busy(now);
        between.AddRange(looks.Look(clock, now));
        await reader.StopAsync(StopPatience).ConfigureAwait(false);

        // Stopping takes longer than the burst itself: what the threads did meanwhile says more of a stall than the burst's few milliseconds.
        between.AddRange(looks.Look(clock, load.Now()));
        return reader.Drained.IsCompleted
            ? new BurstTaken([.. lane.Samples.Select(s => s with { WantedProcessor = busy.Contains(s.ThreadId) })], between)
            : BurstTaken.Nothing;
    }
}
