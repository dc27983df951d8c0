using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Stacks;

/// <summary>One way to a site, and the time that was spent there.</summary>
/// <param name="Frames">The outermost first.</param>
/// <param name="Milliseconds">Over 0.</param>
internal sealed record WeightedStack(IReadOnlyList<ReportFrame> Frames, double Milliseconds);
