using System.Diagnostics.Tracing;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>The sessions of blockwatch, each alone and with one thing asked for: what the costs that its governor reckons with are calibrated by.</summary>
internal static class Lanes
{
    // Target and benchmark are one program.
    private static readonly int Runtime = Environment.Version.Major;

    private static readonly Dictionary<string, Func<EventPipeSessionConfiguration>> All = new()
    {
        ["empty"] = static () => Of(new EventPipeProvider("BlockWatch-Benchmarks-Nothing", EventLevel.Critical)),
        ["counters"] = static () => Of(Heartbeat(RuntimeProviders.Counters)),
        ["pool"] = static () => Of(Heartbeat(RuntimeProviders.Runtime)),
        ["heartbeat"] = static () => SessionPlan.Spans(Runtime, withRequests: false, withWorkItems: false),
        ["work-items"] = static () => SessionPlan.Spans(Runtime, withRequests: false),
        ["requests"] = static () => SessionPlan.Spans(Runtime, withWorkItems: false),
        ["contention"] = static () => SessionPlan.Waits(Runtime, withWaits: false),
        ["waits"] = static () => SessionPlan.Waits(Runtime),
    };

    public static IEnumerable<Variant> Variants => All.Keys.Select(static name => new Variant($"lane-{name}", VariantTool.Lane, name));

    public static EventPipeSessionConfiguration Configuration(string name) => All[name]();

    private static EventPipeProvider Heartbeat(string provider) =>
        SessionPlan.Spans(Runtime, withRequests: false, withWorkItems: false).Providers.Single(part => part.Name == provider);

    private static EventPipeSessionConfiguration Of(EventPipeProvider provider) => new([provider], circularBufferSizeMB: 64, requestRundown: false, requestStackwalk: false);
}
