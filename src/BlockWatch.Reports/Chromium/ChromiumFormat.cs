using BlockWatch.Reports.Json;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Chromium;

/// <summary>A timeline in the trace event format of Chromium, for chrome://tracing, Perfetto and speedscope.</summary>
/// <remarks>Google, "Trace Event Format", the JSON object form: times in microseconds, a process for each target, a thread for each row.</remarks>
internal sealed class ChromiumFormat : IReportFormat
{
    public string Name => "chromium";

    public IReadOnlyList<string> Extensions { get; } = [".trace.json"];

    public void Write(Report report, TextWriter writer)
    {
        TraceEvents events = new(report.Session.StartedAt);
        events.AddTarget(report.Target.Name, report);
        writer.Write(JsonText.Of(events.ToJson(report.Tool)));
    }

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing)
    {
        TraceEvents events = new(set.Session.StartedAt);
        foreach (ReportSetTarget target in set.Targets.Where(target => target.Report is not null))
        {
            events.AddTarget(SetVerdict.NameOf(target), target.Report!);
        }

        writer.Write(JsonText.Of(events.ToJson(set.Tool)));
    }
}
