using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Text;

/// <summary>How much room a text report has.</summary>
public sealed record TextReportOptions
{
    /// <summary>Columns; prose is broken there, names and paths never. At least 40.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Findings in full; the others are counted in one line. At least 1.</summary>
    public int MaxFindings { get; init; } = 20;

    /// <summary>The scale of the findings' durations.</summary>
    public TimeScale Scale { get; init; }
}
