using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Html.Drawing;

/// <summary>Stalls of one row that overlap are drawn below each other: how many threads a site held at once can be seen.</summary>
internal static class StallLevels
{
    /// <summary>More cannot be told apart in a row.</summary>
    public const int Most = 12;

    /// <summary>For each mark its level from 0; when all are taken, the one that is free soonest is shared.</summary>
    /// <param name="marks">In any order.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<ReportStallMark> marks)
    {
        int[] levels = new int[marks.Count];
        List<double> busyUntil = [];
        foreach (int i in Enumerable.Range(0, marks.Count).OrderBy(i => marks[i].StartMs))
        {
            int level = busyUntil.FindIndex(until => until <= marks[i].StartMs);
            if (level < 0 && busyUntil.Count < Most)
            {
                level = busyUntil.Count;
                busyUntil.Add(0);
            }

            level = level < 0 ? busyUntil.IndexOf(busyUntil.Min()) : level;
            busyUntil[level] = Math.Max(busyUntil[level], marks[i].EndMs);
            levels[i] = level;
        }

        return levels;
    }
}
