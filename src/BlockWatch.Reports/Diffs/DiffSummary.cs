using BlockWatch.Reports.Diffs.Model;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Diffs;

/// <summary>A comparison in one sentence, and what makes the two reports less alike than they should be.</summary>
internal static class DiffSummary
{
    public static string Of(DiffVerdict verdict, IReadOnlyList<DiffSite> sites, RecordedSites before, RecordedSites after)
    {
        string changes = verdict switch
        {
            DiffVerdict.NoChange => "No change",
            DiffVerdict.Undecided => "No change that could be told",
            _ => "Changed: " + Measures.List([.. Counted(sites, DiffChange.New, "new"), .. Counted(sites, DiffChange.Worse, "worse"), .. Counted(sites, DiffChange.Gone, "gone"), .. Counted(sites, DiffChange.Better, "better")]),
        };
        string unclear = sites.Count(site => site.Change == DiffChange.Unclear) is > 0 and int count ? $"; {Measures.Count(count, "difference")} that chance may explain" : "";
        string doubt = before.Doubts.Count + after.Doubts.Count > 0 ? "; not everything could be seen" : "";
        return $"{changes}{unclear}{doubt}.";
    }

    public static IReadOnlyList<string> Notes(RecordedSites before, RecordedSites after)
    {
        List<string> notes = [];
        Compare("targets", Names(before, report => report.Target.Name), Names(after, report => report.Target.Name));
        Compare("runtimes", Names(before, report => report.Target.Runtime), Names(after, report => report.Target.Runtime));
        Compare("ways of watching", Names(before, report => report.Session.Mode), Names(after, report => report.Session.Mode));
        if (before.WorkItems == 0 || after.WorkItems == 0)
        {
            notes.Add("Work items were not counted in both: counts are compared by time alone.");
        }

        return notes;

        void Compare(string what, string one, string other)
        {
            if (one != other)
            {
                notes.Add($"The {what} differ: {one} and {other}.");
            }
        }
    }

    private static IEnumerable<string> Counted(IReadOnlyList<DiffSite> sites, DiffChange change, string word) =>
        sites.Count(site => site.Change == change) is > 0 and int count ? [$"{Measures.Count(count, "site")} {word}"] : [];

    private static string Names(RecordedSites sites, Func<Report, string?> name) =>
        string.Join(", ", sites.Reports.Select(report => name(report) is { Length: > 0 } known ? known : "unknown").Distinct().Order(StringComparer.Ordinal));
}
