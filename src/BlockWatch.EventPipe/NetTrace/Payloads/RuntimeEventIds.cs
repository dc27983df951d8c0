namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>The runtime's events that are read, by their numbers in its manifest (ClrEtwAll.man); the rundown provider has its own.</summary>
internal static class RuntimeEventIds
{
    public const int GcRestartEnd = 3;
    public const int GcSuspendStart = 9;
    public const int BulkType = 15;
    public const int WorkerStart = 50;
    public const int WorkerStop = 51;
    public const int PoolAdjustment = 55;
    public const int WorkerWait = 57;
    public const int MethodDetails = 72;
    public const int ExceptionThrown = 80;
    public const int ContentionStart = 81;
    public const int ThreadCreated = 85;
    public const int ContentionStop = 91;
    public const int MethodLoad = 143;
    public const int MethodUnload = 144;
    public const int MethodJittingStarted = 145;
    public const int ModuleLoad = 152;
    public const int ModuleUnload = 153;
    public const int EntryPoint = 159;
    public const int RuntimeStart = 187;
    public const int ILToNativeMap = 190;
    public const int WaitStart = 301;
    public const int WaitStop = 302;

    /// <summary>The private provider's tree of what was inlined into a body.</summary>
    public const int RichDebugInfo = 189;

    /// <summary>The sampler's only event.</summary>
    public const int ThreadSample = 0;
}
