using System.Text.Json.Serialization;

namespace BlockWatch.Accuracy.Results;

/// <summary>How the tool's word compares with the truth, of one row or of several.</summary>
internal sealed record Figures
{
    /// <summary>Occurrences that count, and those of them that lie in a reported stall, explained or not, or in a reported deadlock, or that a finding counts as a lost task.</summary>
    public required Share Stalls { get; init; }

    /// <summary>How long those were that count and held a thread for a time, milliseconds.</summary>
    public required double TruthMs { get; init; }

    /// <summary>How long those were that were found, by the tool's parts where it named one, milliseconds.</summary>
    public required double FoundMs { get; init; }

    /// <summary>Statements that blocked, and methods whose tasks were lost, and those of them that a finding names with rule, method and, of a statement, line.</summary>
    public required Share Sites { get; init; }

    /// <summary>Findings that accuse a frame, and those of them that something in the truth bears out.</summary>
    public required Share Precise { get; init; }

    /// <summary>Of those that nothing bears out, the deadlocks.</summary>
    public int FalseDeadlocks { get; init; }

    /// <summary>Such findings of which the truth can say nothing: of the start and the end of the program alone.</summary>
    public required int OutsideFindings { get; init; }

    /// <summary>Found occurrences, and those with the right rule. What is unexplained has none.</summary>
    public required Share Rule { get; init; }

    public required Share Method { get; init; }

    public required Share Line { get; init; }

    /// <summary>Found occurrences of which the truth has the async callers, and those of which the tool told the very same. It takes <c>--detail</c>.</summary>
    public Share Chain { get; init; } = Share.None;

    /// <summary>Relative, one for each stall and site that is right in rule and method.</summary>
    public required IReadOnlyList<double> DurationErrors { get; init; }

    /// <summary>Stalls that the tool reported and could not explain.</summary>
    public required int UnexplainedStalls { get; init; }

    public required int StarvationEpisodes { get; init; }

    /// <summary>Findings of BW0010.</summary>
    public required int RuntimePauses { get; init; }

    [JsonIgnore]
    public double? DurationErrorP50 => Quantile(0.50);

    [JsonIgnore]
    public double? DurationErrorP95 => Quantile(0.95);

    public static Figures Sum(IReadOnlyList<Figures> all) => new()
    {
        Stalls = Share.Sum(all.Select(figures => figures.Stalls)),
        TruthMs = all.Sum(figures => figures.TruthMs),
        FoundMs = all.Sum(figures => figures.FoundMs),
        Sites = Share.Sum(all.Select(figures => figures.Sites)),
        Precise = Share.Sum(all.Select(figures => figures.Precise)),
        FalseDeadlocks = all.Sum(figures => figures.FalseDeadlocks),
        OutsideFindings = all.Sum(figures => figures.OutsideFindings),
        Rule = Share.Sum(all.Select(figures => figures.Rule)),
        Method = Share.Sum(all.Select(figures => figures.Method)),
        Line = Share.Sum(all.Select(figures => figures.Line)),
        Chain = Share.Sum(all.Select(figures => figures.Chain)),
        DurationErrors = [.. all.SelectMany(figures => figures.DurationErrors)],
        UnexplainedStalls = all.Sum(figures => figures.UnexplainedStalls),
        StarvationEpisodes = all.Sum(figures => figures.StarvationEpisodes),
        RuntimePauses = all.Sum(figures => figures.RuntimePauses),
    };

    // The smallest error that so large a part of them does not exceed.
    private double? Quantile(double part)
    {
        double[] sorted = [.. DurationErrors.Order()];
        return sorted.Length == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];
    }
}
