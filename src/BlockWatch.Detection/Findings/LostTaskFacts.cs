namespace BlockWatch.Detection.Findings;

/// <summary>What is known of tasks that nobody awaited.</summary>
/// <param name="StartedBy">The async method or the delegate that started one of them; null when that is not known.</param>
public sealed record LostTaskFacts(string? StartedBy)
{
    /// <summary>True when they had not failed: they still ran as the program ended.</summary>
    public bool StillRunning { get; init; }

    /// <summary>What they failed with, the most frequent first; those of which that is not certain are not counted in it.</summary>
    public IReadOnlyList<LostException> Exceptions { get; init; } = [];
}
