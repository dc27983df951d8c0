using System.Globalization;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Markdown;

/// <summary>One finding as a table row and as a section that is folded away.</summary>
internal static class MarkdownFinding
{
    private const int MaxAdviceLength = 1000;

    public static string Row(ReportFinding finding, TimeScale scale)
    {
        string where = FrameText.ShortPlace(finding.Site.UserFrame?.File, finding.Site.UserFrame?.Line) is { } place ? MarkdownText.Code(place) : "";
        string[] cells =
        [
            MarkdownText.Of(finding.RuleId),
            MarkdownText.Code(finding.Title),
            where,
            Measures.Number(finding.Count),
            Measures.Duration(finding.TotalMs),
            Measures.Milliseconds(finding.P95Ms),
            Measures.Milliseconds(finding.MaxMs),
            .. scale == TimeScale.Human ? [finding.HumanScale] : Array.Empty<string>(),
            MarkdownText.Of(FindingFacts.Trust(finding)),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    public static string Details(ReportFinding finding, TimeScale scale)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        LineWriter lines = new(writer, int.MaxValue);
        lines.Line($"<details><summary>{MarkdownText.Of(finding.RuleId)} {MarkdownText.Code(finding.Title)}</summary>");
        lines.Line();
        if (FrameText.Place(finding.Site.UserFrame?.File, finding.Site.UserFrame?.Line) is { } place)
        {
            lines.Line($"- at {MarkdownText.Code(place)}");
        }

        if (RequestFacts.Library(finding) is { } library)
        {
            lines.Line($"- in {MarkdownText.Code(library)}");
        }

        if (RequestFacts.Of(finding) is { } requests)
        {
            lines.Line($"- serving {MarkdownText.Code(requests)}");
        }

        if (ChainFacts.Of(finding) is { } chains)
        {
            lines.Line($"- called by {MarkdownText.Code(chains)}");
        }

        if (finding.Deadlock is { } deadlock)
        {
            WriteDeadlock(deadlock, lines);
        }

        lines.Line($"- {MarkdownText.Of(FindingFacts.Numbers(finding, scale))}");
        if (FindingFacts.ShortStalls(finding) is { } shortStalls)
        {
            lines.Line($"- {MarkdownText.Of(shortStalls)}");
        }

        lines.Line($"- {MarkdownText.Of(FindingFacts.Weight(finding))}");
        foreach (string fact in SystemFacts.Of(finding))
        {
            lines.Line($"- {MarkdownText.Of(fact)}");
        }

        if (finding.Locks is { } locks)
        {
            WriteLocks(locks, lines);
        }

        lines.Line($"- {FindingFacts.Name(finding.Severity)}; {MarkdownText.Of(FindingFacts.Trust(finding))}");
        if (finding.Advice.Length > 0)
        {
            lines.Line($"- Do: {MarkdownText.Of(SafeText.Shorten(finding.Advice, MaxAdviceLength))}");
        }

        if (FindingFacts.Replacement(finding) is { } replacement)
        {
            lines.Line($"- Instead: {MarkdownText.Code(replacement)}");
        }

        if (FindingFacts.Docs(finding) is { } docs)
        {
            lines.Line($"- Docs: {MarkdownText.Address(docs)}");
        }

        WriteStack(finding, finding.Stacks, "Stack", lines);
        WriteStack(finding, finding.Owners, "The lock was held by", lines);
        lines.Line();
        writer.Write("</details>");
        return writer.ToString();
    }

    private static void WriteDeadlock(ReportDeadlock deadlock, LineWriter lines)
    {
        lines.Line($"- {MarkdownText.Of(DeadlockFacts.Length(deadlock))}:");
        foreach (string step in DeadlockFacts.Lines(deadlock))
        {
            lines.Line($"  1. {MarkdownText.Of(step)}");
        }
    }

    private static void WriteLocks(ReportLocks locks, LineWriter lines)
    {
        lines.Line($"- {MarkdownText.Of(OwnerFacts.Waiting(locks))}");
        if (OwnerFacts.Holding(locks) is { } holding)
        {
            lines.Line($"- {MarkdownText.Of(holding)}{(locks.Doing.Count > 0 ? ", by an owner in:" : "")}");
            foreach (string doing in OwnerFacts.Doing(locks))
            {
                lines.Line($"  - {MarkdownText.Code(doing)}");
            }
        }

        if (OwnerFacts.Chain(locks) is { Count: > 0 } chain)
        {
            lines.Line("- The longest chain of owners:");
            foreach (string owner in chain)
            {
                lines.Line($"  1. {MarkdownText.Code(owner)}");
            }
        }
    }

    private static void WriteStack(ReportFinding finding, IReadOnlyList<ReportStack> stacks, string what, LineWriter lines)
    {
        if (stacks.Count == 0)
        {
            return;
        }

        lines.Line();
        lines.Line(FindingFacts.StackHeading(stacks, what));
        lines.Line();
        lines.Line(MarkdownText.CodeBlock(ShortStack.Lines(stacks[0].Frames, finding.Site.BlockingFrame)));
    }
}
