namespace BlockWatch.EventPipe.Lanes.AsyncProfiler;

/// <summary>What we ask of the runtime's async profiler.</summary>
internal static class ProfilerKeywords
{
    /// <summary>
    /// SuspendRuntimeAsyncContext 0x4 | CompleteRuntimeAsyncContext 0x8 | UnwindRuntimeAsyncException 0x10 | ResumeRuntimeAsyncCallstack 0x40. The third because
    /// without it a context that fails is not told to be complete. Nothing of state machines: TplEventSource tells more of them.
    /// </summary>
    public const long Resumptions = 0x5C;

    /// <summary>The provider's only event: a buffer with many.</summary>
    public const int Events = 1;
}
