using System.Runtime.ExceptionServices;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Lanes.AsyncProfiler;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Replay;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tasks;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Finds in a recorded trace what a live watch would have found.</summary>
public static class TraceReplay
{
    /// <summary>Reads the whole trace. Missing providers are named in the result's limits.</summary>
    /// <exception cref="WatchException">No such file, empty, or not a .nettrace.</exception>
    public static WatchResult Analyze(string path, WatchOptions options, IWatchObserver observer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        TraceFile.Check(path);
        var methods = new MethodMap();
        var modules = new ModuleMap();
        TraceSurvey survey = TraceSurvey.Of(path, methods, modules);
        var clock = new TargetClock();
        clock.Start(survey.FirstTicks, survey.StartedAt, survey.TicksPerSecond);

        using var frames = new FrameResolver();
        var feed = new DetectionFeed(options.Detection with { HasRuntimeAsync = survey.RuntimeMajor >= ResumptionLane.FirstRuntime }, observer, waitsForObserver: true, new StateMachineNames(methods, modules, frames));
        var resolver = new StackResolver(methods, modules, images: null, frames);
        var spans = new SpanLane(clock, feed);
        var requests = new RequestLane(clock, feed);
        var waits = new WaitLane(clock, feed, resolver, new LockOwnerIds(survey.RuntimeMajor));
        waits.OpenGate();
        var async = new AsyncLane(clock, feed);
        var resumptions = new ResumptionLane(clock, feed, resolver, options.Detection.ThresholdNs / 2);
        var samples = new ReplayedSamples(clock, feed, resolver, useSamples: survey.HasSpans);
        var target = new TargetDescription { ProcessId = survey.ProcessId, Name = survey.Name, RuntimeVersion = survey.RuntimeVersion, OperatingSystem = survey.OperatingSystem };
        feed.Begin(o => o.OnStarted(target, survey.StartedAt));

        var source = new EventDispatch();
        ReplayedWindows.Subscribe(source, clock, feed);
        spans.Subscribe(source);
        if (options.WithRequests)
        {
            requests.Subscribe(source);
        }

        waits.Subscribe(source);
        async.Subscribe(source);
        resumptions.Subscribe(source);
        samples.Subscribe(source);
        bool damaged = !TraceEvents.Read(path, source, withStacks: true, stop);
        waits.Finish();
        samples.Finish();
        long end = Math.Max(Math.Max(spans.Watermark, waits.Watermark), samples.Watermark);
        DetectionSnapshot snapshot = feed.CompleteAsync(Math.Max(end, 0)).GetAwaiter().GetResult();
        if (feed.ObserverFault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        bool broken = survey.BrokeOff || damaged;
        return new WatchResult(target, new SessionDescription
        {
            Mode = "analyze",
            StartedAt = survey.StartedAt,
            DurationMs = survey.DurationMs,
            ThresholdMs = options.Detection.ThresholdNs / 1e6,
            End = stop.IsCancellationRequested ? SessionEnd.Stopped : broken ? SessionEnd.TraceTruncated : SessionEnd.TraceEnded,
            EventsReceived = survey.EventCount,
            EventsLost = survey.EventsLost,
            Complete = survey.EventsLost == 0 && !broken && !stop.IsCancellationRequested && survey.HasSpans,
            Lanes = survey.Lanes(spans.EventCount, waits.EventCount, samples.Count),
            Limits = [.. survey.Limits(), .. resumptions.Refusal is { } refusal ? [refusal] : Array.Empty<string>(), .. MemoryLimits.Of(methods, snapshot)],
        }, snapshot);
    }
}
