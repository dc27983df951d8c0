using BlockWatch.Detection.Deadlocks;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html.Findings;

/// <summary>What of a finding is told in lists: a deadlock's steps, what the owners of its locks did, and the longest chain of them.</summary>
internal static class ListViews
{
    public static IEnumerable<ListView> Of(ReportFinding finding)
    {
        if (finding.Deadlock is { } deadlock)
        {
            string kind = deadlock.Kind == DeadlockKind.Cycle ? ListView.Ring : ListView.Way;
            yield return new ListView(DeadlockFacts.Length(deadlock), kind, DeadlockFacts.Lines(deadlock));
        }

        if (finding.Locks is not { } locks)
        {
            yield break;
        }

        if (locks.Doing.Count > 0 && OwnerFacts.Holding(locks) is { } holding)
        {
            yield return new ListView($"{holding}, by an owner in", ListView.Plain, OwnerFacts.Doing(locks));
        }

        if (OwnerFacts.Chain(locks) is { Count: > 0 } chain)
        {
            yield return new ListView("The longest chain of owners", ListView.Way, chain);
        }
    }
}
