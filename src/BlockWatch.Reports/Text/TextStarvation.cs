using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Text;

/// <summary>The pool and its starvation episodes as plain text.</summary>
internal static class TextStarvation
{
    public static void Write(Report report, LineWriter lines)
    {
        if (report.Starvation.Count > 0)
        {
            lines.Line();
            lines.Line("Pool starvation");
        }

        foreach (ReportStarvation episode in report.Starvation)
        {
            lines.Prose("  - ", StarvationFacts.Sentence(episode));
            foreach (string culprit in StarvationFacts.Culprits(episode, report))
            {
                lines.Line($"    {culprit}");
            }
        }

        if (StarvationFacts.Pool(report.Pool) is { } pool)
        {
            lines.Line();
            lines.Prose("", pool);
        }
    }
}
