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
            foreach (ReportCulprit culprit in episode.Culprits)
            {
                lines.Line($"    {StarvationFacts.Sentence(culprit, report.Findings)}");
            }

            if (episode.Culprits.Count == 0)
            {
                lines.Line("    No site is known to have taken its threads.");
            }
        }

        if (StarvationFacts.Pool(report.Pool) is { } pool)
        {
            lines.Line();
            lines.Prose("", pool);
        }
    }
}
