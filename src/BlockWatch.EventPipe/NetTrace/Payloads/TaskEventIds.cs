namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>The events of TplEventSource that are read (System.Private.CoreLib, TplEventSource.cs; the same in .NET 8 to 10).</summary>
internal static class TaskEventIds
{
    public const int TaskScheduled = 7;
    public const int TaskWaitBegin = 10;
    public const int TaskWaitEnd = 11;
    public const int AwaitTaskContinuationScheduled = 12;
    public const int TraceOperationBegin = 14;
    public const int TraceOperationEnd = 15;
    public const int TraceSynchronousWorkBegin = 17;
    public const int TraceSynchronousWorkEnd = 18;

    /// <summary>All of them, for a runtime that can filter.</summary>
    public static readonly uint[] All =
    [
        TaskScheduled, TaskWaitBegin, TaskWaitEnd, AwaitTaskContinuationScheduled,
        TraceOperationBegin, TraceOperationEnd, TraceSynchronousWorkBegin, TraceSynchronousWorkEnd,
    ];
}
