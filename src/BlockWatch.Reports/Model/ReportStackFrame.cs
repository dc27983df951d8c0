using BlockWatch.Detection.Stacks;

namespace BlockWatch.Reports.Model;

/// <summary>One frame of a stack: a <see cref="ReportFrame"/> and whose code it is.</summary>
public sealed record ReportStackFrame
{
    public required string Method { get; init; }

    public required string Module { get; init; }

    public required string? File { get; init; }

    public required int? Line { get; init; }

    public required FrameOrigin Origin { get; init; }
}
