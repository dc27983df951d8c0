using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Json;

/// <summary>The whole report for programs, as docs/report-v1.schema.json and docs/report-set-v1.schema.json say; the only format that can be read back.</summary>
internal sealed class JsonReportFormat : IReportFormat
{
    public string Name => "json";

    public IReadOnlyList<string> Extensions { get; } = [".json"];

    public void Write(Report report, TextWriter writer) => writer.Write(JsonReport.Serialize(report));

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing) => writer.Write(JsonReportSet.Serialize(set));
}
