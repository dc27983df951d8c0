using BlockWatch.Detection.Explanation;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Stacks;

/// <summary>The stalled time of a report spread over the stacks of its sites, for flame graphs.</summary>
/// <remarks>
/// A finding's time is exact; how it falls on the shapes of its stack is in proportion to the pieces of evidence that each has. What takes no time of its
/// own is left out: starvation and deadlocks, whose stalls are counted at their sites, and lost tasks.
/// </remarks>
internal static class WeightedStacks
{
    private const string StarvationRule = "BW0007";

    public static IReadOnlyList<WeightedStack> Of(Report report) =>
        [.. report.Findings.Where(TakesTime).SelectMany(Of)];

    private static bool TakesTime(ReportFinding finding) =>
        finding.TotalMs > 0 && finding.RuleId != StarvationRule && finding.Deadlock is null && finding.LostTask is null;

    private static IEnumerable<WeightedStack> Of(ReportFinding finding)
    {
        long evidence = finding.Stacks.Sum(stack => stack.Count);
        return evidence == 0
            ? [new WeightedStack(WithoutStack(finding), finding.TotalMs)]
            : finding.Stacks.Where(stack => stack.Count > 0).Select(stack => new WeightedStack(RootFirst(stack), finding.TotalMs * stack.Count / evidence));
    }

    private static List<ReportFrame> RootFirst(ReportStack stack)
    {
        IEnumerable<ReportFrame> frames = stack.Frames.Reverse().Select(frame => new ReportFrame { Method = frame.Method, Module = frame.Module, File = frame.File, Line = frame.Line });
        return stack.Cut ? [Named("(outer frames cut by the runtime)"), .. frames] : [.. frames];
    }

    private static List<ReportFrame> WithoutStack(ReportFinding finding)
    {
        List<ReportFrame> frames = [.. new[] { finding.Site.UserFrame, finding.Site.BlockingFrame }.OfType<ReportFrame>()];
        string why = finding.Category == BlockingCategory.Unexplained ? "(nothing explains it)" : $"({FindingFacts.Name(finding.Category)})";
        return frames.Count > 0 ? frames : [Named(why)];
    }

    private static ReportFrame Named(string what) => new() { Method = what, Module = "", File = null, Line = null };
}
