using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Matching;

/// <summary>The findings of two documents at the same place in the code. Either may be empty, not both.</summary>
/// <param name="Base">Those of the first: several when several targets or lines of one method have them.</param>
/// <param name="New">Those of the second.</param>
public sealed record SitePair(IReadOnlyList<ReportFinding> Base, IReadOnlyList<ReportFinding> New);
