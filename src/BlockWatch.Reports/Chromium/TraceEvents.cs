using System.Text.Json.Nodes;
using BlockWatch.Reports.Building;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Chromium;

/// <summary>The events of one file. Each target is a process with rows of its own: the pool's counters, starvation, deadlocks, pauses, gaps, and rows for each site.</summary>
internal sealed class TraceEvents
{
    private const double MicrosecondsPerMillisecond = 1000;
    private const int StarvationRow = 1;
    private const int DeadlockRow = 2;
    private const int PauseRow = 3;
    private const int GapRow = 4;
    private const int FirstSiteRow = 10;

    private readonly DateTimeOffset _start;
    private readonly JsonArray _events = [];
    private int _process;

    /// <param name="start">Time 0 of the file.</param>
    public TraceEvents(DateTimeOffset start) => _start = start;

    public JsonObject ToJson(ReportTool tool) => new()
    {
        ["displayTimeUnit"] = "ms",
        ["otherData"] = new JsonObject { ["tool"] = $"{tool.Name} {tool.Version}" },
        ["traceEvents"] = _events,
    };

    public void AddTarget(string name, Report report)
    {
        // Two targets may have had one process id, and a trace may know none.
        _process++;
        double offsetMs = (report.Session.StartedAt - _start).TotalMilliseconds;
        Name("process_name", 0, name);
        AddPool(report, offsetMs);
        AddRow(StarvationRow, "starvation", [.. report.Starvation.Select(episode => Slice("the pool starves", offsetMs + episode.StartMs, offsetMs + (episode.EndMs ?? report.Session.DurationMs), new JsonObject
        {
            ["what"] = StarvationFacts.Sentence(episode),
            ["culprits"] = string.Join("\n", StarvationFacts.Culprits(episode, report)),
        }))]);
        AddRow(DeadlockRow, "deadlocks", [.. report.Findings.Where(finding => finding.Deadlock is not null).Select(finding => Slice(
            SafeText.Of(finding.Title), offsetMs + finding.Deadlock!.StartMs, offsetMs + (finding.Deadlock.EndMs ?? report.Session.DurationMs), Arguments(finding)))]);
        AddRow(GapRow, "events lost", [.. report.Gaps.Select(gap => Slice($"{Measures.Count(gap.EventsLost, "event")} lost", offsetMs + gap.StartMs, offsetMs + gap.EndMs, []))]);
        AddRow(PauseRow, "garbage collection", [.. (report.Timeline?.Pauses ?? []).Select(pause => Slice("all threads suspended", offsetMs + pause.StartMs, offsetMs + pause.EndMs, []))]);
        AddSites(report, offsetMs);
    }

    private void AddSites(Report report, double offsetMs)
    {
        ILookup<string, ReportStallMark> marks = (report.Timeline?.Stalls ?? []).ToLookup(mark => mark.FindingId);
        int row = FirstSiteRow;
        foreach (ReportFinding finding in report.Findings)
        {
            string name = $"{finding.RuleId} {finding.Title}";
            List<List<ReportStallMark>> rows = Rows(marks[finding.Id]);
            if (rows.Count == 0 && FindingFacts.IsSite(finding))
            {
                // No stall of it has a mark: what lies between the first's begin and the last's end.
                AddRow(row++, name, [Slice($"{FindingFacts.Amount(finding)}, from the first to the last", offsetMs + finding.FirstSeenMs, offsetMs + finding.LastSeenMs, Arguments(finding))]);
            }

            foreach (List<ReportStallMark> stalls in rows)
            {
                AddRow(row++, name, [.. stalls.Select((mark, at) => Slice(SafeText.Of(finding.Title), offsetMs + mark.StartMs, offsetMs + mark.EndMs, at == 0 ? Arguments(finding) : new JsonObject { ["rule"] = finding.RuleId }))]);
            }
        }
    }

    // Stalls of one site go on at once, on several threads; slices of a row must not overlap.
    private static List<List<ReportStallMark>> Rows(IEnumerable<ReportStallMark> marks)
    {
        List<List<ReportStallMark>> rows = [];
        foreach (ReportStallMark mark in marks.OrderBy(mark => mark.StartMs))
        {
            List<ReportStallMark>? free = rows.Find(row => row[^1].EndMs <= mark.StartMs);
            if (free is null)
            {
                rows.Add(free = []);
            }

            free.Add(mark);
        }

        return rows;
    }

    private static JsonObject Arguments(ReportFinding finding)
    {
        JsonObject arguments = new() { ["rule"] = finding.RuleId, ["numbers"] = FindingFacts.Numbers(finding), ["trust"] = FindingFacts.Trust(finding), ["do"] = SafeText.Of(finding.Advice) };
        if (FrameText.Place(finding.Site.UserFrame?.File, finding.Site.UserFrame?.Line) is { } place)
        {
            arguments["at"] = place;
        }

        return arguments;
    }

    private void AddPool(Report report, double offsetMs)
    {
        foreach (ReportPoolSample sample in report.Pool.Samples)
        {
            Counter("pool threads", offsetMs + sample.TimeMs, "threads", sample.Threads);
            Counter("pool queue", offsetMs + sample.TimeMs, "items", sample.Queue);
            Counter("items completed", offsetMs + sample.TimeMs, "items", sample.Completed);
        }
    }

    // A row that has nothing is not there.
    private void AddRow(int row, string name, List<JsonObject> slices)
    {
        if (slices.Count == 0)
        {
            return;
        }

        Name("thread_name", row, name);
        _events.Add(new JsonObject { ["ph"] = "M", ["name"] = "thread_sort_index", ["pid"] = _process, ["tid"] = row, ["args"] = new JsonObject { ["sort_index"] = row } });
        foreach (JsonObject slice in slices)
        {
            slice["pid"] = _process;
            slice["tid"] = row;
            _events.Add(slice);
        }
    }

    private static JsonObject Slice(string name, double startMs, double endMs, JsonObject arguments)
    {
        // What began before the watch is drawn from its begin on: viewers have no time before 0.
        double start = Math.Max(0, startMs);
        return new JsonObject
        {
            ["ph"] = "X",
            ["name"] = name,
            ["cat"] = "blockwatch",
            ["ts"] = Microseconds(start),
            ["dur"] = Microseconds(Math.Max(0, endMs - start)),
            ["args"] = arguments,
        };
    }

    private void Counter(string name, double timeMs, string series, long value) => _events.Add(new JsonObject
    {
        ["ph"] = "C",
        ["name"] = name,
        ["ts"] = Microseconds(Math.Max(0, timeMs)),
        ["pid"] = _process,
        ["tid"] = 0,
        ["args"] = new JsonObject { [series] = value },
    });

    private void Name(string what, int row, string name) => _events.Add(new JsonObject
    {
        ["ph"] = "M",
        ["name"] = what,
        ["pid"] = _process,
        ["tid"] = row,
        ["args"] = new JsonObject { ["name"] = SafeText.Of(name) },
    });

    private static double Microseconds(double milliseconds) => Rounding.Round(milliseconds * MicrosecondsPerMillisecond);
}
