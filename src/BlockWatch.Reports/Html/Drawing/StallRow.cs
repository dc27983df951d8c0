using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Html.Drawing;

/// <summary>One site's stalls on the timeline.</summary>
/// <param name="Finding">The finding's index; null for all others together.</param>
/// <param name="FirstMs">When its first stall began.</param>
/// <param name="LastMs">When its last one ended.</param>
/// <param name="Marks">Its stalls, as far as they were kept.</param>
internal sealed record StallRow(int? Finding, double FirstMs, double LastMs, IReadOnlyList<ReportStallMark> Marks);
