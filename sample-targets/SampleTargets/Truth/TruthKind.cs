namespace SampleTargets.Truth;

/// <summary>What a line of the truth file tells of.</summary>
internal enum TruthKind
{
    /// <summary>A thread was held: of the pool, or of the program's own.</summary>
    Stall,

    /// <summary>A thread was one of those that waited for each other. All lines of this kind that a scenario writes are one deadlock.</summary>
    Deadlock,

    /// <summary>An event loop did not turn, because its thread was held.</summary>
    Loop,

    /// <summary>A task failed, or was not complete at the program's end, and nobody awaited it. It held no thread.</summary>
    LostTask,
}
