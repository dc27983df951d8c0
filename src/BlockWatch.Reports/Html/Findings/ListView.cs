namespace BlockWatch.Reports.Html.Findings;

/// <summary>Some things of a kind that are known of a finding, a line each.</summary>
/// <param name="Heading">What they are.</param>
/// <param name="Kind">How they are drawn.</param>
/// <param name="Items">The lines.</param>
internal sealed record ListView(string Heading, string Kind, IReadOnlyList<string> Items)
{
    /// <summary>Steps, of which the last leads to the first.</summary>
    public const string Ring = "ring";

    /// <summary>Steps in order.</summary>
    public const string Way = "way";

    /// <summary>Things beside each other.</summary>
    public const string Plain = "plain";
}
