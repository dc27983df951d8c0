using BlockWatch.Accuracy.Scenarios;

namespace BlockWatch.Accuracy.Results;

/// <summary>A row of the table, measured or failed.</summary>
internal sealed record RowResult
{
    public required RowKey Key { get; init; }

    public required ScenarioKind Kind { get; init; }

    /// <summary>The <c>--detail</c> that it was watched with.</summary>
    public string Detail { get; init; } = DescribedScenario.WithoutDetail;

    /// <summary>How long it was watched.</summary>
    public required double Seconds { get; init; }

    /// <summary>Null when the row failed.</summary>
    public Figures? Figures { get; init; }

    /// <summary>See <see cref="FirstFinding"/>; null for traces, and when nothing was named.</summary>
    public double? FirstFindingMs { get; init; }

    /// <summary>False when events were lost or the record broke off.</summary>
    public bool? Complete { get; init; }

    /// <summary>Whether the target was alive when the watch was over; null when the watch lasts as long as the target.</summary>
    public bool? TargetLived { get; init; }

    public int? TargetExitCode { get; init; }

    /// <summary>What was missed or said wrongly, a sentence each.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Why there are no figures.</summary>
    public string? Failure { get; init; }

    /// <summary>True when it blocks nothing that a rule could name: every finding that accuses a frame is a false one.</summary>
    public bool MustBeSilent() => Key.IsTwin || Kind == ScenarioKind.Healthy;

    /// <summary>True when it takes part in the totals.</summary>
    public bool IsFaulty() => Kind == ScenarioKind.Faulty && !Key.IsTwin && Figures is not null;

    /// <summary>True when the target died under watch, or ended otherwise than it should have.</summary>
    public bool IsTargetHarmed() => TargetLived == false || TargetExitCode is not (null or 0);
}
