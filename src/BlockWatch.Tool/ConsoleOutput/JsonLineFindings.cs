using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Reporting;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>Prints each stall, starvation onset and end as one JSON object on a line of its own, at once and never held back.</summary>
internal sealed class JsonLineFindings : IWatchObserver
{
    private readonly TextWriter _writer;
    private readonly IReportSink _reports;
    private readonly TimeProvider _time;
    private readonly TimeSpan _threshold;
    private IJsonLines _lines;

    public JsonLineFindings(TextWriter writer, IReportSink reports, TimeProvider time, TimeSpan threshold)
    {
        _writer = writer;
        _reports = reports;
        _time = time;
        _threshold = threshold;
        _lines = reports.JsonLines(time.GetUtcNow());
    }

    public void OnStarted(TargetDescription target, DateTimeOffset startedAt)
    {
        _lines = _reports.JsonLines(startedAt);
        Write(_lines.Started(target, _threshold.TotalMilliseconds));
    }

    public void OnStallExplained(Stall stall) => Write(_lines.StallExplained(stall, _time.GetUtcNow()));

    public void OnStallClosed(Stall stall) => Write(_lines.StallClosed(stall, _time.GetUtcNow()));

    public void OnShortStallsFound(ShortStallSum sum) => Write(_lines.ShortStalls(sum, _time.GetUtcNow()));

    public void OnStarvationStarted(StarvationEpisode episode) => Write(_lines.StarvationStarted(episode, _time.GetUtcNow()));

    public void OnStarvationEnded(StarvationEpisode episode) => Write(_lines.StarvationEnded(episode, _time.GetUtcNow()));

    public void OnNotice(string message)
    {
        // Notices are for people: they go to standard error, if anywhere.
    }

    private void Write(string line)
    {
        _writer.WriteLine(line);
        _writer.Flush();
    }
}
