using System.Globalization;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Reports.Wording;
using BlockWatch.Tool.Clocks;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>Prints what a watch sees as plain lines, while it sees it.</summary>
/// <remarks>Calls come from the watch and from a timer: every line is written under one lock. Dispose before the summary: it prints what still waits.</remarks>
internal sealed class TextFindings : IWatchObserver, IDisposable
{
    private readonly TextWriter _findings;
    private readonly TextWriter _notices;
    private readonly IReportSink _reports;
    private readonly SteadyTime _time;
    private readonly bool _isDetailed;
    private readonly long _createdAt;
    private readonly SiteThrottle _throttle = new();
    private readonly object _gate;
    private readonly ITimer _timer;
    private DateTimeOffset _sessionStart;

    // Before each line; empty when there is one target only.
    private string _label = "";
    private bool _isOneOfSeveral;
    private bool _isDisposed;

    public TextFindings(TextWriter findings, TextWriter notices, IReportSink reports, TimeProvider time, Verbosity verbosity)
        : this(findings, notices, reports, time, verbosity, new object())
    {
    }

    private TextFindings(TextWriter findings, TextWriter notices, IReportSink reports, TimeProvider time, Verbosity verbosity, object gate)
    {
        _gate = gate;
        _findings = findings;
        _notices = notices;
        _reports = reports;
        _time = new SteadyTime(time);
        _isDetailed = verbosity == Verbosity.Detailed;
        _createdAt = time.GetTimestamp();
        _sessionStart = _time.GetUtcNow();
        _timer = time.CreateTimer(_ => PrintDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>One of several: each of its lines says which target it is about.</summary>
    /// <param name="findings">Shared with the other targets.</param>
    /// <param name="notices">Shared with the other targets.</param>
    /// <param name="reports">Words the lines.</param>
    /// <param name="time">The clock of stalls that go on.</param>
    /// <param name="verbosity">Normal or detailed.</param>
    /// <param name="gate">The one lock that all who write there take.</param>
    /// <param name="processId">The target.</param>
    /// <param name="name">What it is called until it says so itself.</param>
    public static TextFindings OfOneOfSeveral(
        TextWriter findings, TextWriter notices, IReportSink reports, TimeProvider time, Verbosity verbosity, object gate, int processId, string name) =>
        new(findings, notices, reports, time, verbosity, gate) { _label = reports.TargetLabel(processId, name), _isOneOfSeveral = true };

    public void OnStarted(TargetDescription target, DateTimeOffset startedAt)
    {
        lock (_gate)
        {
            _sessionStart = startedAt;
            if (_isOneOfSeveral)
            {
                _label = _reports.TargetLabel(target.ProcessId, target.Name);
            }
        }

        string runtime = target.RuntimeVersion is null ? "" : $", .NET {target.RuntimeVersion}";
        string process = target.ProcessId == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (pid {target.ProcessId}{runtime})");
        WriteNotice($"watching {target.Name}{process}", withLabel: false);
    }

    // One that is over already is told of as closed in the next moment.
    public void OnStallExplained(Stall stall)
    {
        if (stall.EndNs is null)
        {
            Offer(stall);
        }
    }

    public void OnStallClosed(Stall stall) => Offer(stall);

    public void OnShortStallsFound(ShortStallSum sum) => WriteFinding(_reports.ShortStallsLine(sum));

    public void OnStarvationStarted(StarvationEpisode episode) => WriteFinding(_reports.StarvationLine(episode));

    public void OnStarvationEnded(StarvationEpisode episode) => WriteFinding(_reports.StarvationLine(episode));

    public void OnDeadlockFound(Deadlock deadlock) => WriteDeadlock(deadlock);

    public void OnDeadlockEnded(Deadlock deadlock) => WriteDeadlock(deadlock);

    public void OnNotice(string message) => WriteNotice(message);

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            Print(_throttle.TakeAll(Now));
        }

        _timer.Dispose();
    }

    private string Prefix => _isOneOfSeveral ? _label + "  " : "";

    private TimeSpan Now => _time.GetElapsedTime(_createdAt);

    private long SessionNowNs => (_time.GetUtcNow() - _sessionStart).Ticks * TimeSpan.NanosecondsPerTick;

    private void Offer(Stall stall)
    {
        lock (_gate)
        {
            if (_isDetailed)
            {
                PrintWithStack(stall);
            }
            else if (_throttle.Offer(stall, Now) is { } news)
            {
                Print([news]);
            }

            ScheduleNext();
        }
    }

    private void PrintDue()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                Print(_throttle.TakeDue(Now));
                ScheduleNext();
            }
        }
    }

    // Only under the lock.
    private void ScheduleNext()
    {
        if (!_isDisposed && _throttle.NextDue is { } due)
        {
            TimeSpan wait = due - Now;
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Print(IReadOnlyList<StallNews> lines)
    {
        foreach (StallNews news in lines)
        {
            string repeats = news.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"  ×{news.Count}") : "";
            _findings.WriteLine(Prefix + _reports.StallLine(news.Stall, SessionNowNs) + repeats);
        }

        _findings.Flush();
    }

    private void PrintWithStack(Stall stall)
    {
        _findings.WriteLine(Prefix + _reports.StallLine(stall, SessionNowNs));
        foreach (Detection.Stacks.Frame frame in stall.Parts is [{ Stack.Frames: { } frames }, ..] ? frames : [])
        {
            _findings.WriteLine("             " + SafeText.Of(frame.ToString()));
        }

        _findings.Flush();
    }

    private void WriteFinding(string line)
    {
        lock (_gate)
        {
            _findings.WriteLine(Prefix + line);
            _findings.Flush();
        }
    }

    private void WriteDeadlock(Deadlock deadlock)
    {
        lock (_gate)
        {
            foreach (string line in _reports.DeadlockLines(deadlock))
            {
                _findings.WriteLine(Prefix + line);
            }

            _findings.Flush();
        }
    }

    private void WriteNotice(string message, bool withLabel = true)
    {
        lock (_gate)
        {
            _notices.WriteLine($"blockwatch: {(withLabel && _isOneOfSeveral ? _label + ": " : "")}{SafeText.Of(message)}");
        }
    }
}
