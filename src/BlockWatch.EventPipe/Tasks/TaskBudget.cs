using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Tasks;

/// <summary>What following a target's tasks takes of it, by estimate, and whether that is still allowed.</summary>
internal sealed class TaskBudget
{
    // The runtime flushes every 100 ms: so much of what it has cost is not told yet.
    private static readonly TimeSpan Lag = TimeSpan.FromMilliseconds(100);

    private readonly double _share;
    private readonly TimeSpan? _duration;
    private readonly double _eventUs;

    /// <param name="runtimeMajor">The runtime's major version.</param>
    /// <param name="share">Of one core: 0.05 are 50 ms a second.</param>
    /// <param name="duration">How long the tasks are to be followed; null: until stopped.</param>
    public TaskBudget(int runtimeMajor, double share, TimeSpan? duration)
    {
        _share = share;
        _duration = duration;
        _eventUs = runtimeMajor switch
        {
            // The stack of each event is walked.
            < SessionPlan.FirstWithStacklessSessions => 5,

            // Events that nobody reads are raised too.
            < SessionPlan.FirstWithEventFilters => 1,

            // Measured: docs/tasks.md.
            _ => 0.7,
        };
    }

    /// <summary>Processor time of the target, milliseconds.</summary>
    public double EstimatedMs(long events) => events * _eventUs / 1000;

    /// <summary>True when going on would take more than is allowed for the whole time. Without an end, that is the time so far, but no less than one look takes.</summary>
    /// <param name="events">How many came so far.</param>
    /// <param name="elapsed">For how long.</param>
    public bool IsSpent(long events, TimeSpan elapsed)
    {
        TimeSpan whole = _duration ?? (elapsed > TaskLookOptions.DefaultDuration ? elapsed : TaskLookOptions.DefaultDuration);
        double untold = Lag / (elapsed > Lag ? elapsed : Lag);
        return EstimatedMs(events) * (1 + untold) > whole.TotalMilliseconds * _share;
    }
}
