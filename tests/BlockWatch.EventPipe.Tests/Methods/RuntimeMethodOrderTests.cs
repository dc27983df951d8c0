using System.Runtime.CompilerServices;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Sessions;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace BlockWatch.EventPipe.Tests.Methods;

/// <summary>That the runtime writes method events in the order which <see cref="MethodEventReader"/> builds on; the runtime is our own.</summary>
public sealed class RuntimeMethodOrderTests
{
    [Fact]
    public async Task A_list_at_a_sessions_end_writes_each_map_right_before_its_method()
    {
        var events = new List<(int Thread, long Method, bool IsMap)>();
        await RunAsync(SessionPlan.MethodList(), source =>
        {
            var rundown = new ClrRundownTraceEventParser(source);
            rundown.MethodDCStopVerbose += data => events.Add((data.ThreadID, data.MethodID, false));
            rundown.MethodILToNativeMapDCStop += data => events.Add((data.ThreadID, data.MethodID, true));
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
        var events = new List<(int Thread, long Method, bool IsMap, string Name)>();
        await RunAsync(
            SessionPlan.Waits(runtimeMajor: Environment.Version.Major),
            source =>
            {
                source.Clr.MethodLoadVerbose += data => events.Add((data.ThreadID, data.MethodID, false, data.MethodName));
                source.Clr.MethodILToNativeMap += data => events.Add((data.ThreadID, data.MethodID, true, ""));
            },
            () => CompiledHere<(short, Guid)>());

        (int thread, long method, _, _) = Assert.Single(events, e => e.Name == Name);
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Marked() => 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string CompiledHere<T>()
    {
        string name = typeof(T).Name;
        return name + name.Length;
    }

    private static async Task RunAsync(EventPipeSessionConfiguration configuration, Action<EventPipeEventSource> subscribe, Action? during = null)
    {
        using SessionReader reader = SessionReader.Open(new DiagnosticsClient(Environment.ProcessId), configuration, "test", session =>
        {
            using var source = new EventPipeEventSource(session.EventStream);
            subscribe(source);
            source.Process();
        });
        during?.Invoke();
        Assert.True(await reader.StopAsync(Eventually.Limit));
        Assert.Null(await reader.Drained.WithinLimit());
    }
}
