namespace BlockWatch.Reports.Model;

/// <summary>So many lost tasks failed with this.</summary>
public sealed record ReportLostException
{
    /// <summary>The exception's type, with its namespace.</summary>
    public required string Type { get; init; }

    /// <summary>At least 1.</summary>
    public required long Count { get; init; }
}
