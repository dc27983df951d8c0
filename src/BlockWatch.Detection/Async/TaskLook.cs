using BlockWatch.Detection.Session;

namespace BlockWatch.Detection.Async;

/// <summary>The tasks of one process as a look at them saw them: the graph, and what is needed to read it. Immutable.</summary>
public sealed record TaskLook
{
    public required TargetDescription Target { get; init; }

    /// <summary>When the graph was so.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    public required AsyncSnapshot Graph { get; init; }

    /// <summary>For how long the target's tasks had been followed by then, milliseconds.</summary>
    public required double WatchedMs { get; init; }

    /// <summary>For how long they were to be followed, milliseconds; null: until stopped.</summary>
    public double? WantedMs { get; init; }

    /// <summary>Null while the look goes on.</summary>
    public TaskLookEnd? End { get; init; }

    /// <summary>From the runtime's names of tasks to the methods as they were written. Those that are not known for certain are not in it.</summary>
    public IReadOnlyDictionary<string, string> WrittenNames { get; init; } = new Dictionary<string, string>();

    /// <summary>True when the target had listed all its methods: only then is a name that is missing one that several methods share.</summary>
    public bool MethodsListed { get; init; }

    /// <summary>The names of blocked threads, as the operating system has them, by thread id. Those without one are not in it.</summary>
    public IReadOnlyDictionary<long, string> ThreadNames { get; init; } = new Dictionary<long, string>();

    /// <summary>Events of tasks that came.</summary>
    public long EventsReceived { get; init; }

    /// <summary>Events that the target dropped. What was known before is forgotten then.</summary>
    public long EventsLost { get; init; }

    /// <summary>What the look may take of the target's processor time, and what it took by estimate. The list of methods is not in it.</summary>
    public required BudgetUse Budget { get; init; }
}
