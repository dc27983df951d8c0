using System.Text.Json.Serialization;

namespace BlockWatch.Reports.Model;

/// <summary>The process that was watched.</summary>
public sealed record ReportTarget
{
    /// <summary>0 when a trace does not say.</summary>
    public required int Pid { get; init; }

    public required string Name { get; init; }

    /// <summary>The runtime's version, <c>9.0.20</c>; null when unknown.</summary>
    public required string? Runtime { get; init; }

    /// <summary><c>linux</c>, <c>windows</c>, <c>macos</c>; null when unknown.</summary>
    public required string? Os { get; init; }

    /// <summary><c>x64</c>, <c>arm64</c>, …; null when unknown.</summary>
    public required string? Arch { get; init; }

    public required string? EntryAssembly { get; init; }

    /// <summary>Null, and then not written at all, unless the user asked for it: it can hold secrets.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CommandLine { get; init; }
}
