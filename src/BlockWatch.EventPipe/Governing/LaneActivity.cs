namespace BlockWatch.EventPipe.Governing;

/// <summary>What the lanes of a watch brought in a stretch of time: counts of what the target really wrote for us.</summary>
internal sealed record LaneActivity
{
    /// <summary>How long the stretch was, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Work items that the pool completed, by its own counter: known whether or not they were told one by one.</summary>
    public long CompletedItems { get; init; }

    /// <summary>Work items that were told.</summary>
    public long WorkItems { get; init; }

    /// <summary>For how much of the stretch they were told, seconds.</summary>
    public double WorkItemSeconds { get; init; }

    /// <summary>Events that tell where a request begins or ends.</summary>
    public long RequestEvents { get; init; }

    /// <summary>What else came in the spans lane: workers, adjustments, suspensions, counters.</summary>
    public long PoolEvents { get; init; }

    /// <summary>For how much of the stretch requests were told, seconds.</summary>
    public double RequestSeconds { get; init; }

    /// <summary>Waits that are no waits for locks, with their stacks: begins and ends.</summary>
    public long WaitEvents { get; init; }

    /// <summary>For how much of the stretch these waits were told, seconds.</summary>
    public double WaitSeconds { get; init; }

    /// <summary>Begins and ends of compilations, in the waits lane.</summary>
    public long CompilationEvents { get; init; }

    /// <summary>What else came in the waits lane: waits for locks with their stacks, counters.</summary>
    public long OtherWaitEvents { get; init; }

    /// <summary>Events of tasks and async methods.</summary>
    public long AsyncEvents { get; init; }

    /// <summary>For how much of the stretch these were told, seconds.</summary>
    public double AsyncSeconds { get; init; }

    public long Bursts { get; init; }

    /// <summary>How often the bursts looked at all threads.</summary>
    public long Ticks { get; init; }

    /// <summary>Stacks that the bursts took.</summary>
    public long Samples { get; init; }

    /// <summary>How often a session was replaced by another.</summary>
    public long Switches { get; init; }

    /// <summary>Processor time of the runtime's own threads for sessions and counters, milliseconds.</summary>
    public double RuntimeThreadsMs { get; init; }

    /// <summary>For how much of the stretch that was measured, seconds; 0 where it cannot be.</summary>
    public double RuntimeThreadsSeconds { get; init; }

    /// <summary>What goes on whatever happens, milliseconds of processor time a second; null where it was measured for less than half of the stretch.</summary>
    public double? BaseMs => RuntimeThreadsSeconds > 0 && RuntimeThreadsSeconds >= Seconds / 2 ? RuntimeThreadsMs / RuntimeThreadsSeconds : null;

    /// <summary>What came between an earlier total and this one.</summary>
    public LaneActivity Since(LaneActivity earlier) => new()
    {
        Seconds = Seconds - earlier.Seconds,
        CompletedItems = CompletedItems - earlier.CompletedItems,
        WorkItems = WorkItems - earlier.WorkItems,
        WorkItemSeconds = WorkItemSeconds - earlier.WorkItemSeconds,
        RequestEvents = RequestEvents - earlier.RequestEvents,
        PoolEvents = PoolEvents - earlier.PoolEvents,
        RequestSeconds = RequestSeconds - earlier.RequestSeconds,
        WaitEvents = WaitEvents - earlier.WaitEvents,
        WaitSeconds = WaitSeconds - earlier.WaitSeconds,
        CompilationEvents = CompilationEvents - earlier.CompilationEvents,
        OtherWaitEvents = OtherWaitEvents - earlier.OtherWaitEvents,
        AsyncEvents = AsyncEvents - earlier.AsyncEvents,
        AsyncSeconds = AsyncSeconds - earlier.AsyncSeconds,
        Bursts = Bursts - earlier.Bursts,
        Ticks = Ticks - earlier.Ticks,
        Samples = Samples - earlier.Samples,
        Switches = Switches - earlier.Switches,
        RuntimeThreadsMs = RuntimeThreadsMs - earlier.RuntimeThreadsMs,
        RuntimeThreadsSeconds = RuntimeThreadsSeconds - earlier.RuntimeThreadsSeconds,
    };
}
