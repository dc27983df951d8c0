using BlockWatch.Detection.Chains;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>The async callers of a finding, in a phrase that the formats share.</summary>
internal static class ChainFacts
{
    /// <summary><c>Shop.Checkout() → Shop.PlaceOrder() → [Shop.SaveAsync()] (12 stalls)</c>: what was on the stack is in brackets; null when no chain is known.</summary>
    public static string? Of(ReportFinding finding) => finding.Chains is { Count: > 0 } chains ? string.Join("; ", chains.Select(Of)) : null;

    private static string Of(ReportChain chain)
    {
        IEnumerable<string> links = chain.Links.Select(link => link.Source == ChainSource.Stack ? $"[{SafeText.Of(link.Method)}]" : SafeText.Of(link.Method));
        return $"{(chain.Cut ? "… → " : "")}{string.Join(" → ", links)} ({Measures.Count(chain.Count, "stall")})";
    }
}
