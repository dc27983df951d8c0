using BlockWatch.Reports.Source;

namespace BlockWatch.Reports.Html.Findings;

/// <summary>Source lines of a finding.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Excerpt">The lines.</param>
internal sealed record SourceView(string Place, SourceExcerpt Excerpt);
