namespace BlockWatch.EventPipe.Sessions;

/// <summary>The providers that we enable, and the keywords of each that we need.</summary>
/// <remarks>Keyword values are those of the runtime's manifest (ClrEtwAll.man) and of the event sources in System.Private.CoreLib.</remarks>
internal static class RuntimeProviders
{
    /// <summary>The runtime's own provider.</summary>
    public const string Runtime = "Microsoft-Windows-DotNETRuntime";

    /// <summary>Lists what the target had, at a session's start or end.</summary>
    public const string Rundown = "Microsoft-Windows-DotNETRuntimeRundown";

    /// <summary>The runtime's own provider for its developers: the only one that tells what was inlined where.</summary>
    public const string RuntimePrivate = "Microsoft-Windows-DotNETRuntimePrivate";

    /// <summary>One event before each work item of the pool.</summary>
    public const string Framework = "System.Diagnostics.Eventing.FrameworkEventSource";

    /// <summary>Tasks and async methods. While any of its events is wanted, the target's awaits take a longer way.</summary>
    public const string Tasks = "System.Threading.Tasks.TplEventSource";

    /// <summary>
    /// TplEventSource: TaskTransfer 0x1 | Tasks 0x2 | AsyncCausalityOperation 0x8 | AsyncCausalitySynchronousWork 0x20. Not 0x80, which makes every await of the
    /// target dearer until it ends, and not the debugging keywords.
    /// </summary>
    public const long AsyncDetail = 0x2B;

    /// <summary>Methods compiled as runtime async, which <see cref="Tasks"/> does not tell of. .NET 11 and later.</summary>
    public const string AsyncProfiler = "System.Runtime.CompilerServices.AsyncProfilerEventSource";

    /// <summary>Takes all managed threads' stacks about once a millisecond.</summary>
    public const string Sampler = "Microsoft-DotNETCore-SampleProfiler";

    /// <summary>Event counters; polled on a thread of its own, so it beats even when the pool starves.</summary>
    public const string Counters = "System.Runtime";

    /// <summary>What the target logs by Microsoft.Extensions.Logging, for those of its loggers that a filter lets through.</summary>
    public const string Logging = "Microsoft-Extensions-Logging";

    /// <summary>The provider's event for <see cref="LoggingFormattedMessage"/>.</summary>
    public const string FormattedMessage = "FormattedMessage";

    /// <summary>The logger that says which endpoint a request went to: once before it and once after it.</summary>
    public const string EndpointLogger = "Microsoft.AspNetCore.Routing.EndpointMiddleware";

    /// <summary>Logging: the message as text, and nothing else of it.</summary>
    public const long LoggingFormattedMessage = 0x4;

    /// <summary>GCSuspendEE, GCRestartEE.</summary>
    public const long Gc = 0x1;

    /// <summary>Module loads.</summary>
    public const long Loader = 0x8;

    /// <summary>Methods compiled at run time.</summary>
    public const long Jit = 0x10;

    /// <summary>Methods from native images.</summary>
    public const long NGen = 0x20;

    /// <summary>ContentionStart and ContentionStop.</summary>
    public const long Contention = 0x4000;

    /// <summary>Exceptions as they are thrown; at level Error nothing else of it, not how they are handled.</summary>
    public const long Exception = 0x8000;

    /// <summary>AppDomainResourceManagement: ThreadCreated, with a thread's managed id and the system's.</summary>
    public const long Threads = 0x800;

    /// <summary>Pool workers and adjustments. In a rundown, all threads.</summary>
    public const long Threading = 0x10000;

    /// <summary>IL-to-native maps of methods as they are compiled: what lines are made of.</summary>
    public const long JittedMethodILToNativeMap = 0x20000;

    /// <summary>R2RGetEntryPoint: names methods compiled ahead of time that are first used after the attach.</summary>
    public const long CompilationDiagnostic = 0x2000000000;

    /// <summary>BulkType: which module a type is from. Alone it raises nothing; MethodDetails brings it along.</summary>
    public const long Type = 0x80000;

    /// <summary>MethodDetails: type and token of a method, also of one that is only ever inlined.</summary>
    public const long MethodDiagnostic = 0x4000000000;

    /// <summary>The private provider's JittedMethodRichDebugInfo: the tree of what was inlined into a body.</summary>
    public const long RichDebugInfo = 0x40000;

    /// <summary>WaitHandleWaitStart and Stop. .NET 9 and later.</summary>
    public const long WaitHandle = 0x40000000000;

    /// <summary>Of the rundown: methods, modules and IL maps, and what else a client gets that names no keywords.</summary>
    public const long MethodRundown = 0x80020139;

    /// <summary>FrameworkEventSource: ThreadPool 0x2 | ThreadTransfer 0x10. Its events 30 and 31 need both.</summary>
    public const long FrameworkThreadPool = 0x12;

    /// <summary>FrameworkEventSource's event before each work item.</summary>
    public const int ThreadPoolDequeueWork = 31;
}
