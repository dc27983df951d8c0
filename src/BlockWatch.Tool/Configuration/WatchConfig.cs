using BlockWatch.Detection.Suppressions;

namespace BlockWatch.Tool.Configuration;

/// <summary>What a <c>blockwatch.json</c> says, checked. docs/configuration.md tells what each means.</summary>
internal sealed record WatchConfig
{
    /// <summary>The file as a full path.</summary>
    public required string Path { get; init; }

    /// <summary>Globs on methods that are the user's own; empty when the file does not say.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Globs on methods that are never named.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Globs on assemblies that are the user's own.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Null when the file does not say.</summary>
    public TimeSpan? Threshold { get; init; }

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<SiteThreshold> SiteThresholds { get; init; } = [];

    /// <summary>In the file's order; those that have expired are marked.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];
}
