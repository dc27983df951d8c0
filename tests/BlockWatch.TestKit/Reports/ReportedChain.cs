namespace BlockWatch.TestKit.Reports;

public sealed record ReportedChain(IReadOnlyList<ReportedChainLink> Links, bool Cut, long Count)
{
    /// <summary>Outermost first; what was on the stack is in brackets.</summary>
    public override string ToString() => string.Join(" > ", Links.Select(link => link.Source == "stack" ? $"[{link.Method}]" : link.Method));
}
