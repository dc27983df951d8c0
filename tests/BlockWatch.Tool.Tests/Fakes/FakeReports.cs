using System.Globalization;
using BlockWatch.Detection.Async;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports;
using BlockWatch.Reports.Gating;
using BlockWatch.Reports.Tasks;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>Says in plain words what it was asked to write, in the order it was asked.</summary>
internal sealed class FakeReports : IReportSink
{
    /// <summary>What happened to files: <c>check a.json</c>, <c>save a.json as json</c>.</summary>
    public List<string> Log { get; } = [];

    /// <summary>A path that may not be written, found out when it is checked.</summary>
    public string? Unwritable { get; set; }

    /// <summary>A path that fails only when it is written: the disk filled up meanwhile.</summary>
    public string? FailsLater { get; set; }

    /// <summary>What was asked for last; null when nobody asked.</summary>
    public ReportWriting? Writing { get; private set; }

    /// <summary>What was saved last.</summary>
    public WatchResult? Saved { get; private set; }

    /// <summary>What was summed up last.</summary>
    public WatchResult? Result { get; private set; }

    /// <summary>The same of several targets.</summary>
    public WatchSetResult? SetResult { get; private set; }

    /// <summary>What every gate says.</summary>
    public GateVerdict Verdict { get; set; } = new(GateOutcome.Passed, "the gate passed");

    public IReportSink In(ReportWriting writing)
    {
        Writing = writing;
        return this;
    }

    public void CheckWritable(string path, string? format)
    {
        Log.Add($"check {path}");
        if (path == Unwritable)
        {
            throw new UserFacingException($"'{path}' cannot be written: choose another folder", ExitCode.Refused);
        }
    }

    public void CheckWritable(string path) => CheckWritable(path, null);

    public void SaveTasks(TaskLook look, string path, TaskWriting writing) => Log.Add($"save tasks in {path} as {writing.Format}");

    public void WriteTasks(TaskLook look, TextWriter writer, TaskWriting writing) =>
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"tasks at {look.WatchedMs} as {writing.Format}, {writing.MaxLines} lines{(writing.OnOneLine ? ", on one line" : "")}: {look.End?.ToString() ?? "going on"}"));

    public void Save(WatchResult result, string path, string? format)
    {
        if (path == FailsLater)
        {
            throw new UserFacingException($"'{path}' cannot be written: no space left", ExitCode.Refused);
        }

        Saved = result;
        Log.Add($"save {path} as {format ?? "its extension"}");
    }

    public void SaveTrace(string path, Action<Stream> write)
    {
        if (path == FailsLater)
        {
            throw new UserFacingException($"'{path}' cannot be written: no space left", ExitCode.Refused);
        }

        using MemoryStream stream = new();
        write(stream);
        Log.Add($"save {stream.Length} bytes of trace in {path}");
    }

    public void WriteSummary(WatchResult result, TextWriter writer, int width)
    {
        Result = result;
        writer.WriteLine($"summary of {result.Target.Name}: {result.Session.End}");
    }

    public void Save(WatchSetResult result, string path, string? format)
    {
        SetResult = result;
        Log.Add($"save {result.Targets.Count} targets in {path} as {format ?? "its extension"}");
    }

    public void WriteSummary(WatchSetResult result, TextWriter writer, int width)
    {
        SetResult = result;
        writer.WriteLine("summary of " + string.Join(", ", result.Targets.Select(t => $"{t.Name}: {t.Result?.Session.End.ToString() ?? "failed"}")));
    }

    public void Export(string inputPath, string outputPath, string? format) => Log.Add($"export {inputPath} to {outputPath} as {format ?? "its extension"}");

    public void Export(string inputPath, TextWriter output, string format) => output.WriteLine($"{inputPath} as {format}");

    public IGate OpenGate(GateSettings settings)
    {
        Log.Add($"gate on {string.Join(' ', settings.Conditions.Select(condition => condition.Text))} over {string.Join(' ', settings.Baselines)}");
        return settings.Baselines.Contains(Unwritable) ? throw new UserFacingException($"there is no file '{Unwritable}'", ExitCode.Refused) : new PlayedGate(Verdict);
    }

    public WatchEnd Compare(DiffSettings settings, TextWriter text, int width)
    {
        Log.Add($"compare {settings.Base} {settings.New} into {string.Join(' ', settings.Outputs)} as {settings.Format ?? "its extension"}");
        text.WriteLine("No change.");
        return new WatchEnd(ExitCode.Done, settings.Conditions.Count > 0 ? Verdict : null, []);
    }

    public string StallLine(Stall stall, long nowNs)
    {
        long ms = ((stall.EndNs ?? nowNs) - stall.StartNs) / 1_000_000;
        return string.Create(CultureInfo.InvariantCulture, $"#{stall.Id} {stall.Parts[0].Site.Id} {ms} ms{(stall.EndNs is null ? " so far" : "")}");
    }

    public string ShortStallsLine(ShortStallSum sum) => $"short stalls of {sum.Site.Id}";

    public string StarvationLine(StarvationEpisode episode) => episode.EndNs is null ? "starves" : "starved";

    public IReadOnlyList<string> DeadlockLines(Deadlock deadlock) => [deadlock.EndNs is null ? $"deadlock {deadlock.Title}" : "deadlock over"];

    public IReadOnlyList<string> FindingLines(Finding finding, int width) =>
        [$"{finding.Site.RuleId} {finding.Title}", .. Enumerable.Range(1, 40).Select(line => string.Create(CultureInfo.InvariantCulture, $"  line {line} of {width} columns"))];

    public IJsonLines JsonLines(DateTimeOffset sessionStart, int? processId = null) => new Lines(sessionStart, processId);

    public string TargetLabel(int processId, string name) => string.Create(CultureInfo.InvariantCulture, $"[{name} {processId}]");

    private sealed class PlayedGate(GateVerdict verdict) : IGate
    {
        public GateVerdict Judge(WatchResult result) => verdict;

        public GateVerdict Judge(WatchSetResult result) => verdict;
    }

    private sealed class Lines : IJsonLines
    {
        private readonly DateTimeOffset _start;
        private readonly string _pid;

        public Lines(DateTimeOffset start, int? processId)
        {
            _start = start;
            _pid = processId is { } id ? string.Create(CultureInfo.InvariantCulture, $$""","pid":{{id}}""") : "";
        }

        public string Started(TargetDescription target, double thresholdMs) =>
            string.Create(CultureInfo.InvariantCulture, $$"""{"kind":"started"{{_pid}},"at":"{{_start:HH:mm:ss}}","thresholdMs":{{thresholdMs}}}""");

        public string StallExplained(Stall stall, DateTimeOffset detectedAt) => $$"""{"kind":"stall"{{_pid}},"id":{{stall.Id}},"detectedAt":"{{detectedAt:HH:mm:ss.fff}}"}""";

        public string StallClosed(Stall stall, DateTimeOffset detectedAt) => $$"""{"kind":"stallClosed"{{_pid}},"id":{{stall.Id}},"detectedAt":"{{detectedAt:HH:mm:ss.fff}}"}""";

        public string ShortStalls(ShortStallSum sum, DateTimeOffset detectedAt) => $$"""{"kind":"shortStalls"{{_pid}}}""";

        public string StarvationStarted(StarvationEpisode episode, DateTimeOffset detectedAt) => $$"""{"kind":"starvationStarted"{{_pid}}}""";

        public string Deadlock(Deadlock deadlock, DateTimeOffset detectedAt) => $$"""{"kind":"deadlock"{{_pid}}}""";

        public string Ended(SessionEnd end, DateTimeOffset detectedAt) => $$"""{"kind":"ended"{{_pid}},"end":"{{end}}"}""";

        public string Failed(string name, string failure, DateTimeOffset detectedAt) => $$"""{"kind":"failed"{{_pid}},"name":"{{name}}","failure":"{{failure}}"}""";

        public string StarvationEnded(StarvationEpisode episode, DateTimeOffset detectedAt) => $$"""{"kind":"starvationEnded"{{_pid}}}""";
    }
}
