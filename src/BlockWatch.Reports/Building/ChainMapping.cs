using BlockWatch.Detection.Chains;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Building;

/// <summary>Chains of detection as reports and live lines hold them: outermost first.</summary>
internal static class ChainMapping
{
    /// <summary>Null when none is known.</summary>
    public static IReadOnlyList<ReportChain>? ToReport(IReadOnlyList<ChainCount> chains) => chains.Count == 0
        ? null
        : [.. chains.Select(chain => new ReportChain { Links = Links(chain.Chain), Cut = chain.Chain.IsCut, Count = chain.Count })];

    public static IReadOnlyList<ReportChainLink> Links(AsyncChain chain) =>
        [.. chain.Links.Reverse().Select(link => new ReportChainLink { Method = link.Method, Source = link.Source })];
}
