using System.Text.Json.Serialization;
using BlockWatch.Faults.Load;

namespace BlockWatch.Faults.Results;

/// <summary>What came of one case on one runtime.</summary>
internal sealed record FaultRow
{
    public required string Case { get; init; }

    public required int Runtime { get; init; }

    /// <summary>How often the fault was done.</summary>
    public required int Times { get; init; }

    public required LoadFigures Requests { get; init; }

    /// <summary>The longest exit of a target, milliseconds; null where it came to none.</summary>
    public double? ExitMs { get; init; }

    /// <summary>The same without a blockwatch, milliseconds.</summary>
    public required double UsualExitMs { get; init; }

    /// <summary>The exit codes of blockwatch, each once.</summary>
    public required IReadOnlyList<int> ExitCodes { get; init; }

    /// <summary>What blockwatch said last, as far as it said anything: each once, without numbers of processes.</summary>
    public required IReadOnlyList<string> Said { get; init; }

    /// <summary>Reports that are there, and how many of them say that they are complete.</summary>
    public required int Reports { get; init; }

    public required int CompleteReports { get; init; }

    /// <summary>What was wrong; none when all is well.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>Why it was not tried; null when it was.</summary>
    public string? Skipped { get; init; }

    [JsonIgnore]
    public bool IsMet => Failures.Count == 0;
}
