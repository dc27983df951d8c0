using BlockWatch.Detection.Explanation;

namespace BlockWatch.Reports.Model;

/// <summary>Where the owner of a lock was, and what blocked it there.</summary>
public sealed record ReportOwnerPlace
{
    /// <summary>The site's id; the report may have a finding with it.</summary>
    public required string FindingId { get; init; }

    /// <summary>In words: <c>Thread.Sleep in Shop.Orders.CheckoutAsync(int)</c>.</summary>
    public required string Title { get; init; }

    public required BlockingCategory Category { get; init; }

    public required ReportSite Site { get; init; }
}
