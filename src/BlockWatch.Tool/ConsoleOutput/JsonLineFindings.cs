using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Reporting;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>Prints each stall, starvation onset and end, deadlock and its end as one JSON object on a line of its own, at once and never held back.</summary>
internal sealed class JsonLineFindings : IWatchObserver
{
    private readonly TextWriter _writer;
    private readonly IReportSink _reports;
    private readonly TimeProvider _time;
    private readonly TimeSpan _threshold;
    private readonly object _gate;
    private readonly int? _processId;
    private IJsonLines _lines;

    public JsonLineFindings(TextWriter writer, IReportSink reports, TimeProvider time, TimeSpan threshold)
        : this(writer, reports, time, threshold, new object(), null)
    {
    }

    /// <summary>One of several: each of its lines says which target it is about.</summary>
    /// <param name="writer">Shared with the other targets.</param>
    /// <param name="reports">Makes the lines.</param>
    /// <param name="time">The clock of <c>detectedAt</c>.</param>
    /// <param name="threshold">From how long on a span is a stall.</param>
    /// <param name="gate">The one lock that all who write there take.</param>
    /// <param name="processId">The target; null when there is one only.</param>
    public JsonLineFindings(TextWriter writer, IReportSink reports, TimeProvider time, TimeSpan threshold, object gate, int? processId)
    {
        _gate = gate;
        _processId = processId;
        _writer = writer;
        _reports = reports;
        _time = time;
        _threshold = threshold;
        _lines = reports.JsonLines(time.GetUtcNow(), processId);
    }

    public void OnStarted(TargetDescription target, DateTimeOffset startedAt)
    {
        _lines = _reports.JsonLines(startedAt, _processId);
        Write(_lines.Started(target, _threshold.TotalMilliseconds));
    }

    public void OnStallExplained(Stall stall) => Write(_lines.StallExplained(stall, _time.GetUtcNow()));

    public void OnStallClosed(Stall stall) => Write(_lines.StallClosed(stall, _time.GetUtcNow()));

    public void OnShortStallsFound(ShortStallSum sum) => Write(_lines.ShortStalls(sum, _time.GetUtcNow()));

    public void OnStarvationStarted(StarvationEpisode episode) => Write(_lines.StarvationStarted(episode, _time.GetUtcNow()));

    public void OnStarvationEnded(StarvationEpisode episode) => Write(_lines.StarvationEnded(episode, _time.GetUtcNow()));

    public void OnDeadlockFound(Deadlock deadlock) => Write(_lines.Deadlock(deadlock, _time.GetUtcNow()));

    public void OnDeadlockEnded(Deadlock deadlock) => Write(_lines.Deadlock(deadlock, _time.GetUtcNow()));

    public void OnNotice(string message)
    {
        // Notices are for people: they go to standard error, if anywhere.
    }

    /// <summary>The last line of one of several targets.</summary>
    public void End(TargetOutcome outcome) => Write(outcome.Result is { } result
        ? _lines.Ended(result.Session.End, _time.GetUtcNow())
        : _lines.Failed(outcome.Name, outcome.Failure ?? "", _time.GetUtcNow()));

    private void Write(string line)
    {
        lock (_gate)
        {
            _writer.WriteLine(line);
            _writer.Flush();
        }
    }
}
