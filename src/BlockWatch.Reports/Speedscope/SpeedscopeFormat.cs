using BlockWatch.Reports.Json;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Speedscope;

/// <summary>Stalled time as a flame graph of speedscope: <see href="https://www.speedscope.app/file-format-schema.json"/>.</summary>
internal sealed class SpeedscopeFormat : IReportFormat
{
    public string Name => "speedscope";

    public IReadOnlyList<string> Extensions { get; } = [".speedscope.json", ".speedscope"];

    public void Write(Report report, TextWriter writer)
    {
        SpeedscopeFile file = new(report.Tool, report.Target.Name);
        file.Add(report.Target.Name, report);
        writer.Write(JsonText.Of(file.ToJson()));
    }

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing)
    {
        SpeedscopeFile file = new(set.Tool, "several targets");
        foreach (ReportSetTarget target in set.Targets.Where(target => target.Report is not null))
        {
            file.Add(SetVerdict.NameOf(target), target.Report!);
        }

        writer.Write(JsonText.Of(file.ToJson()));
    }
}
