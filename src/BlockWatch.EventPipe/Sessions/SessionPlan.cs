using System.Diagnostics.Tracing;
using System.Globalization;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Lanes.AsyncProfiler;
using BlockWatch.EventPipe.NetTrace.Payloads;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Sessions;

/// <summary>What each session asks of a runtime, by the runtime's major version.</summary>
internal static class SessionPlan
{
    /// <summary>The heartbeat: how often the counters are read, seconds. At ten times a second they alone would take a per cent of a core.</summary>
    public const double HeartbeatSeconds = 0.5;

    /// <summary>The oldest runtime that is watched.</summary>
    public const int OldestRuntime = 8;

    /// <summary>.NET 9 added sessions that walk no stacks (CollectTracing3) and wait events.</summary>
    public const int FirstWithStacklessSessions = 9;

    /// <summary>.NET 10 added a filter by event id (CollectTracing5).</summary>
    public const int FirstWithEventFilters = 10;

    private static readonly uint[] WithoutIdleWorkers =
    [
        RuntimeEventIds.GcRestartEnd, RuntimeEventIds.GcSuspendStart, RuntimeEventIds.WorkerStart, RuntimeEventIds.WorkerStop, RuntimeEventIds.PoolAdjustment,
    ];

    /// <summary>Lane 1: work items, workers, suspensions, counters, and where requests begin and end.</summary>
    /// <param name="runtimeMajor">The runtime's major version.</param>
    /// <param name="withRequests">False to leave the target's requests alone.</param>
    /// <param name="withWorkItems">False to leave out the work items, which come one by one.</param>
    public static EventPipeSessionConfiguration Spans(int runtimeMajor, bool withRequests = true, bool withWorkItems = true)
    {
        // With a filter the runtime skips ThreadPoolEnqueueWork, which nobody reads: half of this lane's events.
        EventPipeProvider workItems = runtimeMajor >= FirstWithEventFilters
            ? new(RuntimeProviders.Framework, EventLevel.Verbose, RuntimeProviders.FrameworkThreadPool, null, new(enable: true, [RuntimeProviders.ThreadPoolDequeueWork]))
            : new(RuntimeProviders.Framework, EventLevel.Verbose, RuntimeProviders.FrameworkThreadPool);
        const long Pool = RuntimeProviders.Threading | RuntimeProviders.Gc;

        // That a worker has no work ends its work item; without work items nobody needs to know, and there are thousands of these events.
        EventPipeProvider pool = withWorkItems || runtimeMajor < FirstWithEventFilters
            ? new(RuntimeProviders.Runtime, EventLevel.Informational, Pool)
            : new(RuntimeProviders.Runtime, EventLevel.Informational, Pool, null, new(enable: true, WithoutIdleWorkers));
        List<EventPipeProvider> providers = [pool, Heartbeat()];
        if (withWorkItems)
        {
            providers.Add(workItems);
        }

        if (withRequests)
        {
            providers.Add(Requests());
        }

        // .NET 8 refuses a stackless session; there the stack of each work item is walked and thrown away.
        return new EventPipeSessionConfiguration(
            providers, circularBufferSizeMB: 64, requestRundown: false, requestStackwalk: runtimeMajor < FirstWithStacklessSessions);
    }

    /// <summary>Lane 2: waits and contention with their stacks, and every method and module as it comes, so that stacks get names.</summary>
    /// <param name="runtimeMajor">The runtime's major version.</param>
    /// <param name="withInlining">True when the target was started so that it tells what it inlines (see <see cref="Launching.RichDebugging"/>).</param>
    /// <param name="withContention">False to leave out waits for locks.</param>
    /// <param name="withWaits">False to leave out the other waits. .NET 8 has none.</param>
    public static EventPipeSessionConfiguration Waits(
        int runtimeMajor, bool withInlining = false, bool withContention = true, bool withWaits = true)
    {
        long keywords = RuntimeProviders.Loader | RuntimeProviders.Jit | RuntimeProviders.NGen
            | RuntimeProviders.JittedMethodILToNativeMap | RuntimeProviders.CompilationDiagnostic;
        keywords |= withContention ? RuntimeProviders.Contention : 0;
        keywords |= withWaits && runtimeMajor >= FirstWithStacklessSessions ? RuntimeProviders.WaitHandle : 0;

        keywords |= runtimeMajor >= LockOwnerIds.FirstWithManagedIds ? RuntimeProviders.Threads : 0;

        List<EventPipeProvider> providers = [];
        if (withInlining)
        {
            keywords |= RuntimeProviders.Type | RuntimeProviders.MethodDiagnostic;
            providers.Add(new(RuntimeProviders.RuntimePrivate, EventLevel.Informational, RuntimeProviders.RichDebugInfo));
        }

        providers.AddRange([new(RuntimeProviders.Runtime, EventLevel.Verbose, keywords), Heartbeat()]);
        return new EventPipeSessionConfiguration(
            providers, circularBufferSizeMB: 64, requestRundown: false, requestStackwalk: true);
    }

    /// <summary>Lane 3: the sampler alone.</summary>
    public static EventPipeSessionConfiguration Burst() =>
        new([new(RuntimeProviders.Sampler, EventLevel.Informational)], circularBufferSizeMB: 64, requestRundown: false, requestStackwalk: true);

    /// <summary>Lane 4: tasks and async methods, without stacks where the runtime can.</summary>
    /// <param name="runtimeMajor">The runtime's major version.</param>
    /// <param name="withMethods">True to be told of every method and module as it is compiled and loaded, where no other session tells it.</param>
    /// <param name="withExceptions">True to be told what is thrown.</param>
    /// <param name="withCallers">True to be told who awaits methods compiled as runtime async, where there are such.</param>
    public static EventPipeSessionConfiguration Async(int runtimeMajor, bool withMethods = false, bool withExceptions = false, bool withCallers = false)
    {
        // Verbose for the end of waits; of the rest of that level nothing is read, and a filter leaves it out.
        EventPipeProvider tasks = runtimeMajor >= FirstWithEventFilters
            ? new(RuntimeProviders.Tasks, EventLevel.Verbose, RuntimeProviders.AsyncDetail, null, new(enable: true, TaskEventIds.All))
            : new(RuntimeProviders.Tasks, EventLevel.Verbose, RuntimeProviders.AsyncDetail);
        List<EventPipeProvider> providers = [tasks, Heartbeat()];
        if (withCallers && runtimeMajor >= ResumptionLane.FirstRuntime)
        {
            providers.Add(new(RuntimeProviders.AsyncProfiler, EventLevel.Informational, ProfilerKeywords.Resumptions));
        }

        if (withMethods)
        {
            const long Methods = RuntimeProviders.Loader | RuntimeProviders.Jit | RuntimeProviders.NGen | RuntimeProviders.CompilationDiagnostic;
            providers.Add(new(RuntimeProviders.Runtime, EventLevel.Verbose, Methods));
        }

        if (withExceptions)
        {
            // At this level the throw alone: what tells of its handling takes longer, as it spells methods out.
            providers.Add(new(RuntimeProviders.Runtime, EventLevel.Error, RuntimeProviders.Exception));
        }

        return new EventPipeSessionConfiguration(
            providers, circularBufferSizeMB: 64, requestRundown: false, requestStackwalk: runtimeMajor < FirstWithStacklessSessions);
    }

    /// <summary>A session whose begin makes the async profiler send what it keeps of every thread to all sessions; null where the runtime has none.</summary>
    /// <param name="runtimeMajor">The runtime's major version.</param>
    public static EventPipeSessionConfiguration? ResumptionFlush(int runtimeMajor) => runtimeMajor < ResumptionLane.FirstRuntime
        ? null
        : new([new(RuntimeProviders.AsyncProfiler, EventLevel.Informational, ProfilerKeywords.Resumptions)], circularBufferSizeMB: 16, requestRundown: false, requestStackwalk: false);

    /// <summary>A session that is stopped as soon as it runs: what matters is the list of all methods and modules that the runtime sends at its end.</summary>
    /// <param name="withThreads">True to get a list of all threads, too. .NET 9 and later.</param>
    public static EventPipeSessionConfiguration MethodList(bool withThreads = false)
    {
        EventPipeProvider[] providers = [new(RuntimeProviders.Runtime, EventLevel.Critical, RuntimeProviders.Loader)];
        return withThreads
            ? new(providers, circularBufferSizeMB: 256, rundownKeyword: RuntimeProviders.MethodRundown | RuntimeProviders.Threading, requestStackwalk: true)
            : new(providers, circularBufferSizeMB: 256, requestRundown: true, requestStackwalk: true);
    }

    // The filter is for the event source's own loggers, whatever the target's levels are; the others' output stays as it was.
    private static EventPipeProvider Requests() => new(
        RuntimeProviders.Logging,
        EventLevel.Informational,
        RuntimeProviders.LoggingFormattedMessage,
        new Dictionary<string, string> { ["FilterSpecs"] = RuntimeProviders.EndpointLogger + ":Information" });

    private static EventPipeProvider Heartbeat() => new(
        RuntimeProviders.Counters,
        EventLevel.Informational,
        0,
        new Dictionary<string, string> { ["EventCounterIntervalSec"] = HeartbeatSeconds.ToString(CultureInfo.InvariantCulture) });
}
