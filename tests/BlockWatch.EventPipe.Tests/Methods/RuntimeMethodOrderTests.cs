using System.Runtime.CompilerServices;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Tests.Methods;

/// <summary>That the runtime writes method events in the order which <see cref="MethodEventReader"/> builds on; the runtime is our own.</summary>
public sealed class RuntimeMethodOrderTests
{
    [Fact]
    public async Task A_list_at_a_sessions_end_writes_each_map_right_before_its_method()
    {
        var events = new List<(long Thread, long Method, bool IsMap)>();
        await RunAsync(SessionPlan.MethodList(), source =>
        {
            source.On(RuntimeProviders.Rundown, RundownEventIds.MethodAtEnd, (in NetTraceEvent data) => events.Add((data.ThreadId, MethodLoad.IdOf(data.Payload), false)));
            source.On(RuntimeProviders.Rundown, RundownEventIds.ILToNativeMapAtEnd, (in NetTraceEvent data) => events.Add((data.ThreadId, MapOf(data).MethodId, true)));
        });

        Assert.Contains(events, e => e.IsMap);
        Assert.Single(events.Select(e => e.Thread).Distinct());
        for (int i = 0; i < events.Count; i++)
        {
            if (events[i].IsMap)
            {
                Assert.Equal((events[i].Method, false), (events[i + 1].Method, events[i + 1].IsMap));
            }
        }
    }

    [Fact]
    public async Task A_method_that_is_compiled_is_written_right_before_its_map()
    {
        const string Name = nameof(CompiledHere);
        var events = new List<(long Thread, long Method, bool IsMap, string Name)>();
        await RunAsync(
            SessionPlan.Waits(runtimeMajor: Environment.Version.Major),
            source =>
            {
                source.On(RuntimeProviders.Runtime, RuntimeEventIds.MethodLoad, (in NetTraceEvent data) =>
                {
                    Assert.True(MethodLoad.TryRead(data.Payload, out MethodLoad loaded));
                    events.Add((data.ThreadId, loaded.MethodId, false, loaded.MethodName));
                });
                source.On(RuntimeProviders.Runtime, RuntimeEventIds.ILToNativeMap, (in NetTraceEvent data) => events.Add((data.ThreadId, MapOf(data).MethodId, true, "")));
            },
            () => CompiledHere<(short, Guid)>());

        (long thread, long method, _, _) = Assert.Single(events, e => e.Name == Name);
        var sameThread = events.SkipWhile(e => e.Name != Name).Where(e => e.Thread == thread).ToList();
        Assert.Equal((method, true), (sameThread[1].Method, sameThread[1].IsMap));
    }

    [Fact]
    public async Task The_list_of_a_live_process_names_its_modules()
    {
        RuntimeHelpers.PrepareMethod(typeof(RuntimeMethodOrderTests).GetMethod(nameof(Marked))!.MethodHandle);
        Marked();
        var methods = new MethodMap();
        var modules = new ModuleMap();
        Assert.True(await MethodListing.ReadAsync(new DiagnosticsClient(Environment.ProcessId), new MethodEventReader(methods, modules, processRoot: null)).WithinLimit());

        string? path = modules.ByName("BlockWatch.EventPipe.Tests")?.Path;
        Assert.Equal(typeof(RuntimeMethodOrderTests).Assembly.Location, path);
        Assert.Same(modules.ByName("BlockWatch.EventPipe.Tests"), modules.ByType(typeof(RuntimeMethodOrderTests).FullName!));
        Assert.NotNull(modules.ByName("System.Private.CoreLib"));
    }

    private static ILMapPayload MapOf(in NetTraceEvent data)
    {
        Assert.True(ILMapPayload.TryRead(data.Payload, out ILMapPayload map));
        return map;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Marked() => 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string CompiledHere<T>()
    {
        string name = typeof(T).Name;
        return name + name.Length;
    }

    private static async Task RunAsync(EventPipeSessionConfiguration configuration, Action<EventDispatch> subscribe, Action? during = null)
    {
        using SessionReader reader = SessionReader.Open(new DiagnosticsClient(Environment.ProcessId), configuration, "test", session =>
        {
            var source = new EventDispatch();
            subscribe(source);
            NetTraceReader.ReadLive(session.EventStream, source);
        });
        during?.Invoke();
        Assert.True(await reader.StopAsync(Eventually.Limit));
        Assert.Null(await reader.Drained.WithinLimit());
    }
}
