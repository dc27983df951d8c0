namespace BlockWatch.Reports.Model;

/// <summary>One distinct way to get to a site.</summary>
public sealed record ReportStack
{
    /// <summary>How many pieces of evidence had it.</summary>
    public required long Count { get; init; }

    /// <summary>True when the runtime cut the outermost frames.</summary>
    public required bool Cut { get; init; }

    /// <summary>Leaf first.</summary>
    public required IReadOnlyList<ReportStackFrame> Frames { get; init; }
}
