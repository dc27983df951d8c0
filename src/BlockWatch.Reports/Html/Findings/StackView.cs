using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Html.Findings;

/// <summary>One stack of a finding, leaf first.</summary>
/// <param name="Heading">How often it was seen, in words.</param>
/// <param name="Count">The same as a number.</param>
/// <param name="Frames">Its frames.</param>
internal sealed record StackView(string Heading, long Count, IReadOnlyList<ReportStackFrame> Frames);
