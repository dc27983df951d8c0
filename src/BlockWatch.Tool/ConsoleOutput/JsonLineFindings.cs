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
    private DateTimeOffset _sessionStart;

    public JsonLineFindings(TextWriter writer, IReportSink reports, TimeProvider time)
    {
        _writer = writer;
        _reports = reports;
        _time = time;
        _sessionStart = time.GetUtcNow();
    }

    public void OnStarted(TargetDescription target, DateTimeOffset startedAt) => _sessionStart = startedAt;

    public void OnStallExplained(Stall stall) => Write(_reports.StallJson(stall, _sessionStart, _time.GetUtcNow()));

    public void OnStallClosed(Stall stall) => Write(_reports.StallJson(stall, _sessionStart, _time.GetUtcNow()));

    public void OnStarvationStarted(StarvationEpisode episode) => Write(_reports.StarvationJson(episode, _sessionStart, _time.GetUtcNow()));

    public void OnStarvationEnded(StarvationEpisode episode) => Write(_reports.StarvationJson(episode, _sessionStart, _time.GetUtcNow()));

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
