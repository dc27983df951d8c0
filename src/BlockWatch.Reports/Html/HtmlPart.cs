using BlockWatch.Reports.Source;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html;

/// <summary>How one target's part of the page is to be written.</summary>
internal sealed record HtmlPart
{
    /// <summary>In the ids of the part's elements, to tell them from those of other parts.</summary>
    public required string Key { get; init; }

    public required HtmlLimits Limits { get; init; }

    public required TimeScale Scale { get; init; }

    /// <summary>Null when the reader did not ask for source code.</summary>
    public required SourceFiles? Sources { get; init; }

    /// <summary>True: the page has a verdict over all targets, and this one is below it.</summary>
    public bool IsOneOfSeveral { get; init; }

    public bool IsHuman => Scale == TimeScale.Human;

    /// <summary>The id of a finding's row.</summary>
    public string RowId(int index) => FormattableString.Invariant($"f{Key}-{index}");
}
