namespace BlockWatch.Reports.Model;

/// <summary>The third party's library through which the user's code came to block.</summary>
public sealed record ReportLibrary
{
    /// <summary>The assembly's simple name.</summary>
    public required string Name { get; init; }

    /// <summary>The version of its package, or what the assembly says; null when unknown.</summary>
    public required string? Version { get; init; }
}
