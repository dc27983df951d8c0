namespace BlockWatch.Reports.Model;

/// <summary>How often the target's container was stopped because it had used up its share of the processors.</summary>
public sealed record ReportThrottling
{
    /// <summary>Periods of the share that passed while something in the container ran.</summary>
    public required long Periods { get; init; }

    /// <summary>In how many of them it was stopped.</summary>
    public required long ThrottledPeriods { get; init; }

    /// <summary>For how long, added up over its processors.</summary>
    public required double ThrottledMs { get; init; }
}
