namespace BlockWatch.EventPipe.Targets;

/// <summary>Which processes to watch: some by their ids, or all of a name.</summary>
public sealed record TargetSelection
{
    /// <summary>The processes, each once; empty when <see cref="Name"/> says which.</summary>
    public IReadOnlyList<int> ProcessIds { get; init; } = [];

    /// <summary>All processes of this name (the process's or its entry assembly's), also those that start later; null when <see cref="ProcessIds"/> say which.</summary>
    public string? Name { get; init; }

    /// <summary>True: also the .NET processes that these have started or start later, directly or through others.</summary>
    public bool WithChildren { get; init; }
}
