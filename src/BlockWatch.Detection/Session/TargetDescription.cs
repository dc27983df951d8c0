namespace BlockWatch.Detection.Session;

/// <summary>The process that was watched.</summary>
public sealed record TargetDescription
{
    /// <summary>0 when a trace does not say.</summary>
    public int ProcessId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>As the runtime tells it: <c>9.0.20</c>; null when unknown.</summary>
    public string? RuntimeVersion { get; init; }

    /// <summary><c>linux</c>, <c>windows</c>, <c>macos</c>; null when unknown.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary><c>x64</c>, <c>arm64</c>, …; null when unknown.</summary>
    public string? Architecture { get; init; }

    public string? EntryAssembly { get; init; }

    /// <summary>Only when asked for: it can hold secrets.</summary>
    public string? CommandLine { get; init; }
}
