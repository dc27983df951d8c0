using BlockWatch.Detection.Async;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports;
using BlockWatch.Reports.Diffs;
using BlockWatch.Reports.Diffs.Model;
using BlockWatch.Reports.Diffs.Output;
using BlockWatch.Reports.Gating;
using BlockWatch.Reports.Live;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Redaction;
using BlockWatch.Reports.Tasks;
using BlockWatch.Reports.Text;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Options;

namespace BlockWatch.Tool.Reporting;

/// <summary>BlockWatch.Reports as the commands see it; its expected failure becomes ours.</summary>
internal sealed class ReportSink : IReportSink
{
    private readonly ReportWriting _writing;

    public ReportSink()
        : this(ReportWriting.Default)
    {
    }

    private ReportSink(ReportWriting writing) => _writing = writing;

    private ReportRedaction Redaction => ReportRedaction.Of(_writing);

    public IReportSink In(ReportWriting writing) => new ReportSink(writing);

    public void CheckWritable(string path, string? format)
    {
        Expect(() => ReportFormats.Choose(path, format), ExitCode.Usage);
        Expect(() => ReportFile.CheckWritable(path, format));
    }

    public void CheckWritable(string path) => Expect(() => ReportFile.CheckWritable(path));

    public void Save(WatchResult result, string path, string? format) =>
        Expect(() => ReportFile.Save(ReportBuilder.Build(result, ToolVersion.Current), path, format, _writing));

    public void Save(WatchSetResult result, string path, string? format) =>
        Expect(() => ReportFile.Save(ReportSetBuilder.Build(result, ToolVersion.Current), path, format, _writing));

    public void SaveTrace(string path, Action<Stream> write) => Expect(() => ReportFile.SaveTrace(path, write));

    public void SaveTasks(TaskLook look, string path, TaskWriting writing) => Expect(() => TaskReports.Save(look, path, writing, ToolVersion.Current));

    public void WriteTasks(TaskLook look, TextWriter writer, TaskWriting writing) => TaskReports.Write(look, writer, writing, ToolVersion.Current);

    public void WriteSummary(WatchResult result, TextWriter writer, int width) =>
        TextReport.Write(Redaction.Apply(ReportBuilder.Build(result, ToolVersion.Current)), writer, new TextReportOptions { Width = Math.Max(40, width), Scale = _writing.Scale });

    public void WriteSummary(WatchSetResult result, TextWriter writer, int width) =>
        TextReportSet.Write(Redaction.Apply(ReportSetBuilder.Build(result, ToolVersion.Current)), writer, new TextReportOptions { Width = Math.Max(40, width), Scale = _writing.Scale });

    public void Export(string inputPath, string outputPath, string? format)
    {
        CheckWritable(outputPath, format);
        Expect(() => ReportFile.Convert(inputPath, outputPath, format, _writing));
    }

    public IGate OpenGate(GateSettings settings)
    {
        List<RecordedSites> baselines = [];
        Expect(() => baselines.AddRange(settings.Baselines.Select(ReportFile.LoadSites)));
        return new WatchGate(new Gate(settings.Conditions, baselines));
    }

    public WatchEnd Compare(DiffSettings settings, TextWriter text, int width)
    {
        // All or nothing: the last one's unknown format must not leave the first one's file behind.
        foreach (string path in settings.Outputs)
        {
            Expect(() => DiffFormats.Choose(path, settings.Format), ExitCode.Usage);
            CheckWritable(path);
        }

        WatchEnd end = new(ExitCode.Done, null, []);
        Expect(() =>
        {
            RecordedSites before = ReportFile.LoadSites(settings.Base);
            RecordedSites after = ReportFile.LoadSites(settings.New);
            ReportDiff diff = ReportDiffBuilder.Build(before, after, ToolVersion.Current);
            foreach (string path in settings.Outputs)
            {
                DiffFormats.Save(diff, path, settings.Format);
            }

            TextDiff.Write(diff, text, Math.Max(40, width));
            end = end with { Gate = settings.Conditions.Count > 0 ? new Gate(settings.Conditions, [before]).Judge(after) : null };
        });
        return end;
    }

    public void Export(string inputPath, TextWriter output, string format)
    {
        Expect(() => ReportFormats.ByName(format), ExitCode.Usage);
        Expect(() => ReportFile.Convert(inputPath, output, format, _writing));
    }

    public string StallLine(Stall stall, long nowNs) => Reports.Live.StallLine.Format(stall, nowNs, _writing.Scale);

    public string ShortStallsLine(ShortStallSum sum) => Reports.Live.ShortStallsLine.Format(sum);

    public string StarvationLine(StarvationEpisode episode) => Reports.Live.StarvationLine.Format(episode);

    public IReadOnlyList<string> DeadlockLines(Deadlock deadlock) => Reports.Live.DeadlockLine.Format(deadlock);

    public IReadOnlyList<string> FindingLines(Finding finding, int width) => Reports.Live.FindingLines.Format(finding, width, _writing.Scale);

    public IJsonLines JsonLines(DateTimeOffset sessionStart, int? processId = null) => new WatchJsonLines(new JsonLines(sessionStart, processId, _writing));

    public string TargetLabel(int processId, string name) => Reports.Live.TargetLabel.Format(processId, name);

    private static void Expect(Action action, ExitCode code = ExitCode.Refused)
    {
        try
        {
            action();
        }
        catch (ReportException e)
        {
            throw new UserFacingException(e.Message, code, e);
        }
    }

    private sealed class WatchGate(Gate gate) : IGate
    {
        public GateVerdict Judge(WatchResult result) => gate.Judge(ReportBuilder.Build(result, ToolVersion.Current));

        public GateVerdict Judge(WatchSetResult result) => gate.Judge(ReportSetBuilder.Build(result, ToolVersion.Current));
    }

    private sealed class WatchJsonLines(JsonLines lines) : IJsonLines
    {
        public string Started(TargetDescription target, double thresholdMs) => lines.Started(target, thresholdMs, ToolVersion.Current);

        public string StallExplained(Stall stall, DateTimeOffset detectedAt) => lines.StallExplained(stall, detectedAt);

        public string StallClosed(Stall stall, DateTimeOffset detectedAt) => lines.StallClosed(stall, detectedAt);

        public string ShortStalls(ShortStallSum sum, DateTimeOffset detectedAt) => lines.ShortStalls(sum, detectedAt);

        public string StarvationStarted(StarvationEpisode episode, DateTimeOffset detectedAt) => lines.StarvationStarted(episode, detectedAt);

        public string StarvationEnded(StarvationEpisode episode, DateTimeOffset detectedAt) => lines.StarvationEnded(episode, detectedAt);

        public string Deadlock(Deadlock deadlock, DateTimeOffset detectedAt) => lines.Deadlock(deadlock, detectedAt);

        public string Ended(SessionEnd end, DateTimeOffset detectedAt) => lines.Ended(end, detectedAt);

        public string Failed(string name, string failure, DateTimeOffset detectedAt) => lines.Failed(name, failure, detectedAt);
    }
}
