using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Text;

/// <summary>One finding as plain text.</summary>
internal static class TextFinding
{
    public static void Write(ReportFinding finding, LineWriter lines, TimeScale scale)
    {
        lines.Line($"{SafeText.Of(finding.RuleId)} {SafeText.Of(finding.Title)}");
        if (FrameText.Place(finding.Site.UserFrame?.File, finding.Site.UserFrame?.Line) is { } place)
        {
            lines.Line($"  at {place}");
        }

        if (RequestFacts.Library(finding) is { } library)
        {
            lines.Prose("  ", $"in {library}");
        }

        if (RequestFacts.Of(finding) is { } requests)
        {
            lines.Prose("  ", $"serving {requests}");
        }

        if (ChainFacts.Of(finding) is { } chains)
        {
            lines.Prose("  ", $"called by {chains}");
        }

        if (finding.Deadlock is { } deadlock)
        {
            WriteDeadlock(deadlock, lines);
        }

        lines.Prose("  ", $"{FindingFacts.Numbers(finding, scale)}.");
        if (FindingFacts.ShortStalls(finding) is { } shortStalls)
        {
            lines.Prose("  ", $"{shortStalls}.");
        }

        lines.Prose("  ", $"{FindingFacts.Weight(finding)}.");
        foreach (string fact in SystemFacts.Of(finding))
        {
            lines.Prose("  ", $"{fact}.");
        }

        if (finding.Locks is { } locks)
        {
            WriteLocks(locks, lines);
        }

        lines.Prose("  ", $"{FindingFacts.Name(finding.Severity)}; {FindingFacts.Trust(finding)}.");
        if (finding.Advice.Length > 0)
        {
            lines.Prose("  Do: ", SafeText.Of(finding.Advice));
        }

        if (FindingFacts.Replacement(finding) is { } replacement)
        {
            lines.Prose("  Instead: ", replacement);
        }

        if (FindingFacts.Docs(finding) is { } docs)
        {
            // Whole, however narrow the text: who clicks a broken address gets nowhere.
            lines.Line($"  Docs: {docs}");
        }

        WriteStack(finding, finding.Stacks, "Stack", lines);
        WriteStack(finding, finding.Owners, "The lock was held by", lines);
    }

    private static void WriteDeadlock(ReportDeadlock deadlock, LineWriter lines)
    {
        lines.Line($"  {DeadlockFacts.Length(deadlock)}:");
        foreach (string step in DeadlockFacts.Lines(deadlock))
        {
            lines.Prose("    ", "      ", step);
        }
    }

    private static void WriteLocks(ReportLocks locks, LineWriter lines)
    {
        lines.Prose("  ", $"{OwnerFacts.Waiting(locks)}.");
        if (OwnerFacts.Holding(locks) is { } holding)
        {
            lines.Prose("  ", $"{holding}{(locks.Doing.Count > 0 ? ", by an owner in:" : ".")}");
            foreach (string doing in OwnerFacts.Doing(locks))
            {
                lines.Prose("    ", "      ", doing);
            }
        }

        if (OwnerFacts.Chain(locks) is { Count: > 0 } chain)
        {
            lines.Line("  The longest chain of owners:");
            foreach (string owner in chain)
            {
                lines.Prose("    ", "      ", owner);
            }
        }
    }

    private static void WriteStack(ReportFinding finding, IReadOnlyList<ReportStack> stacks, string what, LineWriter lines)
    {
        if (stacks.Count == 0)
        {
            return;
        }

        lines.Line($"  {FindingFacts.StackHeading(stacks, what)}");
        foreach (string frame in ShortStack.Lines(stacks[0].Frames, finding.Site.BlockingFrame))
        {
            lines.Line($"    {frame}");
        }
    }
}
