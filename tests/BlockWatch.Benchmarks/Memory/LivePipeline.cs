using System.Globalization;
using BlockWatch.Benchmarks.Memory.Simulated;
using BlockWatch.Detection;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Watching;
using BlockWatch.TestKit.Watching;

namespace BlockWatch.Benchmarks.Memory;

/// <summary>A live watch without its target: the reader, the lanes, the names and the detector, fed by a <see cref="SimulatedTarget"/>, in a process of their own.</summary>
/// <remarks>Prints a line at each tenth, and one at the end; then it waits for its input to close, so that its memory can be looked at.</remarks>
internal static class LivePipeline
{
    public const string Command = "live-pipeline";

    private const int ExitWrong = 1;

    public static async Task<int> RunAsync(long events)
    {
        var target = new SimulatedTarget(events);
        var clock = new TargetClock();
        var methods = new MethodMap { IsWhole = true };
        var modules = new ModuleMap();
        using var frames = new FrameResolver("Shop");
        var feed = new DetectionFeed(new DetectionOptions(), new SilentObserver());
        var spans = new SpanLane(clock, feed);
        var requests = new RequestLane(clock, feed);
        var waits = new WaitLane(clock, feed, new StackResolver(methods, modules, images: null, frames), new LockOwnerIds(10));
        waits.OpenGate();
        feed.Begin(static _ => { });
        var dispatch = new EventDispatch();
        spans.Subscribe(dispatch);
        requests.Subscribe(dispatch);
        new MethodEventReader(methods, modules, processRoot: null).Subscribe(dispatch);
        waits.Subscribe(dispatch);

        long allocated = GC.GetTotalAllocatedBytes();
        long counted = 0;
        await using (var stream = new SimulatedStream(target, events, _ =>
        {
            double perEvent = (GC.GetTotalAllocatedBytes() - allocated) / (double)(target.EventCount - counted);
            (allocated, counted) = (GC.GetTotalAllocatedBytes(), target.EventCount);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{perEvent:F1} bytes allocated for each event of this tenth, {GC.GetTotalMemory(forceFullCollection: false) / 1e6:F1} MB of objects, {GC.GetGCMemoryInfo().TotalCommittedBytes / 1e6:F1} MB of heap"));
        }))
        {
            NetTraceReader.ReadLive(
                stream,
                dispatch,
                arrived => feed.Publish(RuntimeEvent.CaughtUp(Lane.Spans, clock.At(arrived))),
                static _ => true);
        }

        DetectionSnapshot snapshot = await feed.CompleteAsync(spans.Watermark);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{spans.EventCount} events of spans, {requests.EventCount} of requests, {waits.EventCount} of waits, {dispatch.Losses.AtLeast} lost; {target.StallCount} stalls played, {snapshot.StallCount} found at {snapshot.Findings.Count} sites"));
        while (Console.In.ReadLine() is not null)
        {
            // Whoever started us says nothing.
        }

        return dispatch.Losses.AtLeast == 0 && snapshot.StallCount >= target.StallCount ? 0 : ExitWrong;
    }
}
