using BlockWatch.Detection.Async;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports;
using BlockWatch.Reports.Tasks;
using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Options;

namespace BlockWatch.Tool.Reporting;

/// <summary>All that the commands want of BlockWatch.Reports.</summary>
/// <remarks>
/// Failures come as <see cref="Failures.UserFacingException"/>: wrong usage for a format that does not exist or cannot be told from
/// the extension, refused for a file that cannot be read or written. A file is written whole or not at all.
/// </remarks>
internal interface IReportSink
{
    /// <summary>The same as the reader wants to have it.</summary>
    IReportSink In(ReportWriting writing);

    /// <summary>Fails when a report could not be written there. Leaves no file behind.</summary>
    void CheckWritable(string path, string? format);

    /// <summary>The same for a file whose format is known.</summary>
    void CheckWritable(string path);

    void Save(WatchResult result, string path, string? format);

    /// <summary>The reports of several targets in one document.</summary>
    void Save(WatchSetResult result, string path, string? format);

    /// <summary>A trace that belongs to a report.</summary>
    void SaveTrace(string path, Action<Stream> write);

    /// <summary>The tasks of a process.</summary>
    void SaveTasks(TaskLook look, string path, TaskWriting writing);

    void WriteTasks(TaskLook look, TextWriter writer, TaskWriting writing);

    /// <summary>The text report, for people.</summary>
    void WriteSummary(WatchResult result, TextWriter writer, int width);

    /// <summary>The text report of several targets, for people.</summary>
    void WriteSummary(WatchSetResult result, TextWriter writer, int width);

    /// <summary>A saved report, of one target or of several, in another format.</summary>
    void Export(string inputPath, string outputPath, string? format);

    /// <summary>The same to standard output.</summary>
    void Export(string inputPath, TextWriter output, string format);

    /// <summary>Reads the baselines, so that what is wrong with them is known before anything is watched.</summary>
    IGate OpenGate(GateSettings settings);

    /// <summary>Compares two saved reports: writes the files, then the text for people, and asks the gate.</summary>
    WatchEnd Compare(DiffSettings settings, TextWriter text, int width);

    /// <summary>One line for people: when, rule, how long, what, where.</summary>
    /// <param name="stall">As far as it is known.</param>
    /// <param name="nowNs">Nanoseconds since the session began: how old a stall is that goes on.</param>
    string StallLine(Stall stall, long nowNs);

    /// <summary>One line for people about a site whose stalls are each under the threshold.</summary>
    string ShortStallsLine(ShortStallSum sum);

    string StarvationLine(StarvationEpisode episode);

    /// <summary>A deadlock for people: one line, and one for each step of it while it lasts.</summary>
    IReadOnlyList<string> DeadlockLines(Deadlock deadlock);

    /// <summary>All of a finding for people, with its stack; prose is broken at the width.</summary>
    IReadOnlyList<string> FindingLines(Finding finding, int width);

    /// <summary>What a watch sees, one JSON object a line.</summary>
    /// <param name="sessionStart">Time 0 of all times in stalls and episodes.</param>
    /// <param name="processId">The target, to be on each line; null when there is one target only.</param>
    IJsonLines JsonLines(DateTimeOffset sessionStart, int? processId = null);

    /// <summary>A target on a line for people, when there are several.</summary>
    string TargetLabel(int processId, string name);
}
