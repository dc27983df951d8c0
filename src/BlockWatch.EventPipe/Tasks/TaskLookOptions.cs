namespace BlockWatch.EventPipe.Tasks;

/// <summary>How to look at the tasks of a process.</summary>
public sealed record TaskLookOptions
{
    /// <summary>How long one look takes unless told otherwise: a task that moves once a second is known then.</summary>
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(1.15);

    /// <summary>How long to follow the tasks; null: until stopped.</summary>
    public TimeSpan? Duration { get; init; } = DefaultDuration;

    /// <summary>What following may take of one core of the target's: 0.05 are 5 %.</summary>
    public double BudgetShare { get; init; } = 0.05;

    /// <summary>How often the graph is handed out while the look goes on; null: only at its end.</summary>
    public TimeSpan? Interval { get; init; }
}
