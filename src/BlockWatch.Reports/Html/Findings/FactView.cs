namespace BlockWatch.Reports.Html.Findings;

/// <summary>One thing that is known of a finding.</summary>
/// <param name="Label">In a word or two.</param>
/// <param name="Text">For people; not yet encoded.</param>
/// <param name="Kind">How it is shown.</param>
internal sealed record FactView(string Label, string Text, FactKind Kind)
{
    /// <summary>What to do about the finding.</summary>
    public bool IsAdvice => Label is "Do" or "Instead";
}
