namespace BlockWatch.EventPipe.Lanes.AsyncProfiler;

/// <summary>The events inside a buffer of the runtime's async profiler that are read; the others are passed over by the lengths in the manifest.</summary>
/// <remarks>Source: System.Private.CoreLib of .NET 11.0.0, AsyncProfiler.AsyncEventID, and what such a runtime was seen to send.</remarks>
internal enum ProfilerEventId : byte
{
    /// <summary>The thread is done with what it resumed last: a method awaits something that is not complete.</summary>
    SuspendContext = 3,

    /// <summary>The thread is done with what it resumed last: all its methods have returned, or failed.</summary>
    CompleteContext = 4,

    /// <summary>The thread resumes a method, with all that await it in turn.</summary>
    ResumeCallstack = 7,

    /// <summary>What the thread was told to be running counts no more; what it runs follows.</summary>
    ResetThread = 20,

    /// <summary>Which events there are, with their versions and lengths.</summary>
    Manifest = 22,
}
