namespace BlockWatch.Detection.Async;

/// <summary>Why a look at the tasks of a process ended.</summary>
public enum TaskLookEnd
{
    /// <summary>The time was over.</summary>
    DurationOver,

    /// <summary>The user asked (Ctrl+C).</summary>
    Stopped,

    /// <summary>Looking on would have taken more of the target than was allowed.</summary>
    BudgetSpent,

    /// <summary>The target exited, or was killed.</summary>
    TargetExited,

    /// <summary>The connection to the target broke while it went on.</summary>
    ConnectionLost,
}
