namespace BlockWatch.Reports.Html.Findings;

/// <summary>A chain of async callers, outermost first.</summary>
/// <param name="Heading">How many stalls had it, in words.</param>
/// <param name="Links">The methods, and whether each was on the stack; otherwise it awaited the next one.</param>
internal sealed record ChainView(string Heading, IReadOnlyList<(string Method, bool IsOnStack)> Links);
