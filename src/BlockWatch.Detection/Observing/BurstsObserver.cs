using BlockWatch.Detection.Events;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Sleeps;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stalls;
using BlockWatch.Detection.Throttling;

namespace BlockWatch.Detection.Observing;

/// <summary>Hands the bursts' events to those who follow them: samples, and what the operating system says of threads and container.</summary>
internal sealed class BurstsObserver
{
    private readonly SampleTracker _samples;
    private readonly ThrottleTimeline _throttling;
    private readonly StallBook _stalls;
    private readonly SleepTracker _sleeps;

    public BurstsObserver(SampleTracker samples, ThrottleTimeline throttling, StallBook stalls, SleepTracker sleeps)
    {
        _samples = samples;
        _throttling = throttling;
        _stalls = stalls;
        _sleeps = sleeps;
    }

    /// <param name="e">The event.</param>
    /// <param name="time">Its time.</param>
    public void Observe(in RuntimeEvent e, long time)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.BurstStarted:
                _samples.BurstStarted(time);
                break;
            case RuntimeEventKind.BurstEnded:
                _samples.BurstEnded(time);
                _sleeps.BurstEnded();
                break;
            case RuntimeEventKind.ThreadQueued:
                _samples.Queued(new QueuedTime(e.Since, time, e.QueuedNs, e.RanNs), e.ThreadId);
                break;
            case RuntimeEventKind.ThreadFaulted:
                _samples.Faulted(new FaultedTime(e.Since, time, e.MajorFaults, e.AwayNs), e.ThreadId);
                break;
            case RuntimeEventKind.ThreadSlept:
                _sleeps.Slept(e.Since, time, e.ThreadId, e.StackPointer);
                break;
            case RuntimeEventKind.ThreadWoke:
                _sleeps.Woke(e.Since, e.ThreadId);
                break;
            case RuntimeEventKind.ContainerThrottled:
                _throttling.Add(e.Since, time, e.ThrottledPeriods);
                break;
            case RuntimeEventKind.Sampled when _samples.Sampled(time, e.ThreadId, e.Stack, e.RanManagedCode) is { } track:
                _sleeps.Sampled(track);
                _stalls.TryAnnounce(track);
                break;
        }
    }
}
