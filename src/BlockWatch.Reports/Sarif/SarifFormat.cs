using BlockWatch.Reports.Json;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Sarif;

/// <summary>SARIF 2.1.0 (OASIS), as code scanning takes it. One run, also for several targets: GitHub refuses several runs of one tool in one upload.</summary>
internal sealed class SarifFormat : IReportFormat
{
    public string Name => "sarif";

    public IReadOnlyList<string> Extensions { get; } = [".sarif", ".sarif.json"];

    public void Write(Report report, TextWriter writer) => Write(report, writer, ReportWriting.Default);

    public void Write(Report report, TextWriter writer, ReportWriting writing)
    {
        SarifLog log = new(report.Tool, writing);
        log.Add(report, target: null);
        writer.Write(JsonText.Of(log.ToJson()));
    }

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing)
    {
        SarifLog log = new(set.Tool, writing);
        foreach (ReportSetTarget target in set.Targets)
        {
            if (target.Report is { } report)
            {
                log.Add(report, SetVerdict.NameOf(target));
            }
            else
            {
                log.AddFailure($"{SetVerdict.NameOf(target)} was not watched: {SafeText.Of(target.Failure ?? "nobody knows why")}");
            }
        }

        writer.Write(JsonText.Of(log.ToJson()));
    }
}
