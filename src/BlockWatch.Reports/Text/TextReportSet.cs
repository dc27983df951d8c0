using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Text;

/// <summary>The reports of several targets as plain text: one line over all, then a section for each, the worst first.</summary>
public static class TextReportSet
{
    public static void Write(ReportSet set, TextWriter writer, TextReportOptions options)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(options);
        LineWriter lines = new(writer, options.Width);
        lines.Prose("", SetVerdict.Of(set));
        if (set.Session.CollectorCpuMs is { } collector)
        {
            lines.Prose("", $"blockwatch itself used {Measures.Duration(collector)} of processor time for all of them.");
        }

        foreach (ReportSetTarget target in SetVerdict.ByStalledTime(set))
        {
            lines.Line();
            lines.Line($"=== {SetVerdict.NameOf(target)} ===");
            lines.Line();
            if (target.Report is { } report)
            {
                TextReport.Write(report, writer, options);
            }
            else
            {
                lines.Prose("", $"Not watched: {SafeText.Of(target.Failure ?? "nobody knows why")}");
            }
        }
    }
}
