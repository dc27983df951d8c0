namespace BlockWatch.Detection.LostTasks;

/// <summary>The lost tasks of one method.</summary>
internal sealed class LostTaskTally
{
    public long Count { get; private set; }

    /// <summary>Nanoseconds since the session began.</summary>
    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    /// <summary>The runtime's name of what started the last one of which that is known.</summary>
    public string? StarterName { get; private set; }

    /// <summary>True when of each it is known that what started it was over before it failed.</summary>
    public bool IsStarterOver { get; private set; } = true;

    public void Add(FailedTask task)
    {
        Count++;
        First = Math.Min(First, task.Time);
        Last = Math.Max(Last, task.Time);
        StarterName = task.StarterName ?? StarterName;
        IsStarterOver &= task.HasStarter;
    }
}
