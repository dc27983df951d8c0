namespace BlockWatch.TestKit.Targets;

/// <summary>What a line of a truth file tells of, as the sample targets write it.</summary>
public enum TruthKind
{
    /// <summary>A thread was held.</summary>
    Stall,

    /// <summary>A thread was one of those that waited for each other; all lines of one scenario are one deadlock.</summary>
    Deadlock,

    /// <summary>An event loop did not turn, because its thread was held.</summary>
    Loop,

    /// <summary>A task failed, or was not complete at the program's end, and nobody awaited it.</summary>
    LostTask,
}
