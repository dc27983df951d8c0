namespace BlockWatch.Reports.Model;

/// <summary>What owners of a lock did while others waited for it.</summary>
public sealed record ReportOwnerTime
{
    public required ReportOwnerPlace Place { get; init; }

    /// <summary>In how many holds.</summary>
    public required long Holds { get; init; }

    public required double TotalMs { get; init; }

    /// <summary>In one hold, at most.</summary>
    public required double MaxMs { get; init; }

    /// <summary>True when that rests on samples.</summary>
    public required bool Sampled { get; init; }
}
