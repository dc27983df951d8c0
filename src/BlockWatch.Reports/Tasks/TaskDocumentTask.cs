using BlockWatch.Detection.Async;

namespace BlockWatch.Reports.Tasks;

/// <summary>A task that is not complete.</summary>
internal sealed record TaskDocumentTask
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>True when it has its namespace and type.</summary>
    public required bool NameIsFull { get; init; }

    /// <summary>Null when it was not told.</summary>
    public required string? RuntimeName { get; init; }

    public required TaskState State { get; init; }

    public required double StateMs { get; init; }

    public required bool StateIsLowerBound { get; init; }

    public required double AgeMs { get; init; }

    public required bool AgeIsLowerBound { get; init; }

    /// <summary>The id of a task; null when it awaits none.</summary>
    public required long? Awaits { get; init; }

    /// <summary>The operating system's; null when unknown.</summary>
    public required long? ThreadId { get; init; }
}
