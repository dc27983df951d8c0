namespace BlockWatch.Reports.Tasks;

/// <summary>A thread that is blocked on a task.</summary>
internal sealed record TaskDocumentThread
{
    public required long Id { get; init; }

    /// <summary>Null when it has none that we can read.</summary>
    public required string? Name { get; init; }

    public required double BlockedMs { get; init; }

    /// <summary>The id of the task.</summary>
    public required long WaitsFor { get; init; }

    /// <summary>The id of the task that it runs meanwhile; null when it runs none that is known.</summary>
    public required long? Runs { get; init; }
}
