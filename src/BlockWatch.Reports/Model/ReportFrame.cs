namespace BlockWatch.Reports.Model;

/// <summary>One method, and the line in it when symbols tell.</summary>
public sealed record ReportFrame
{
    /// <summary>As a C# developer wrote it, with namespace and parameter types.</summary>
    public required string Method { get; init; }

    /// <summary>The assembly's simple name; empty when unknown.</summary>
    public required string Module { get; init; }

    /// <summary>The path as the compiler recorded it; null when unknown.</summary>
    public required string? File { get; init; }

    /// <summary>From 1; null when unknown.</summary>
    public required int? Line { get; init; }
}
