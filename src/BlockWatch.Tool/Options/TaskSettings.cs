using BlockWatch.EventPipe.Tasks;
using BlockWatch.Reports.Tasks;

namespace BlockWatch.Tool.Options;

/// <summary>What the user asked of <c>tasks</c>, checked.</summary>
internal sealed record TaskSettings
{
    public required TaskLookOptions Look { get; init; }

    public required TaskFormat Format { get; init; }

    /// <summary>How many to list; null for trees and graphs.</summary>
    public int? Top { get; init; }

    /// <summary>The file to write; null: standard output.</summary>
    public string? Output { get; init; }

    /// <summary>True when the tasks are printed again and again.</summary>
    public bool IsLive => Look.Interval is not null;
}
