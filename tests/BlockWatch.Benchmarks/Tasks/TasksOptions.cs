using BlockWatch.Benchmarks.Results;

namespace BlockWatch.Benchmarks.Tasks;

/// <summary>What is asked, and how often.</summary>
internal sealed record TasksOptions
{
    /// <summary>Flows of the target, each of <see cref="TasksTarget.TasksOfFlow"/> tasks.</summary>
    public required int Flows { get; init; }

    /// <summary>How often it is asked.</summary>
    public required int Looks { get; init; }

    public required RunOptions Run { get; init; }
}
