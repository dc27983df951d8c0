using BlockWatch.Detection.Explanation;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Matching;

/// <summary>Finds the same places in two documents, also when the code between them has changed.</summary>
/// <remarks>
/// The same place is the same rule, cause, user method and blocking frame; the line does not count, since it moves when anything above it changes. Two calls
/// of one kind in one method are therefore one place, and a third one makes it worse, not new. Which frame of a call the runtime leaves visible can differ
/// from run to run, and one line may call two things that block: what is left over is matched by the site's id (which has the line in it), and then by
/// the method alone where each document has one left. What the processor computes has no blocking frame that stays.
/// </remarks>
internal static class SiteMatcher
{
    // They tell of the runtime or of nothing known, not of a place in the code that somebody has added: noise in a comparison.
    private static readonly string[] WithoutPlace = ["BW0009", "BW0010"];

    /// <summary>False for rules whose findings tell of no place in the code.</summary>
    public static bool HasPlace(string ruleId) => !WithoutPlace.Contains(ruleId);

    public static IReadOnlyList<SitePair> Match(IReadOnlyList<ReportFinding> before, IReadOnlyList<ReportFinding> after)
    {
        List<SitePair> pairs = [];
        List<ReportFinding> leftBefore = [.. before];
        List<ReportFinding> leftAfter = [.. after];
        Pair(pairs, leftBefore, leftAfter, finding => (Method(finding), NameOf(BlockingFrame(finding))), (_, _) => true);
        Pair(pairs, leftBefore, leftAfter, finding => finding.Id, (_, _) => true);
        Pair(pairs, leftBefore, leftAfter, Method, (one, other) => IsOnePlace(one) && IsOnePlace(other));
        pairs.AddRange(leftBefore.GroupBy(KeyOf).Select(group => new SitePair([.. group], [])));
        pairs.AddRange(leftAfter.GroupBy(KeyOf).Select(group => new SitePair([], [.. group])));
        return pairs;
    }

    /// <summary>The same for one place in every run and build: no line, no path, no address.</summary>
    public static string KeyOf(ReportFinding finding) =>
        string.Join('|', finding.RuleId, finding.Category.ToString(), NameOf(finding.Site.UserFrame), NameOf(BlockingFrame(finding)), finding.Loop?.Thread);

    private static void Pair<TKey>(
        List<SitePair> pairs,
        List<ReportFinding> before,
        List<ReportFinding> after,
        Func<ReportFinding, TKey> key,
        Func<List<ReportFinding>, List<ReportFinding>, bool> mayPair)
    {
        ILookup<TKey, ReportFinding> others = after.ToLookup(key);
        List<(List<ReportFinding> Before, List<ReportFinding> After)> common =
            [.. before.GroupBy(key).Where(group => others.Contains(group.Key)).Select(group => (group.ToList(), others[group.Key].ToList()))];
        foreach ((List<ReportFinding> Before, List<ReportFinding> After) both in common)
        {
            if (mayPair(both.Before, both.After))
            {
                pairs.Add(new SitePair(both.Before, both.After));
                Remove(before, both.Before);
                Remove(after, both.After);
            }
        }
    }

    // By reference: findings are large, and there may be thousands.
    private static void Remove(List<ReportFinding> from, List<ReportFinding> findings)
    {
        HashSet<ReportFinding> gone = new(findings, ReferenceEqualityComparer.Instance);
        from.RemoveAll(gone.Contains);
    }

    private static bool IsOnePlace(List<ReportFinding> findings) => findings[0].Site.UserFrame is not null && findings.DistinctBy(KeyOf).Count() == 1;

    private static (string Rule, BlockingCategory Category, string User, string? Loop) Method(ReportFinding finding) =>
        (finding.RuleId, finding.Category, NameOf(finding.Site.UserFrame), finding.Loop?.Thread);

    private static ReportFrame? BlockingFrame(ReportFinding finding) => finding.Category == BlockingCategory.Cpu && finding.Site.UserFrame is not null ? null : finding.Site.BlockingFrame;

    private static string NameOf(ReportFrame? frame) => frame is null ? "" : $"{frame.Method}@{frame.Module}";
}
