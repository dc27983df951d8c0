using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Reports.Wording;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;
using BlockWatch.Tool.Telemetry;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>All that a watch of several targets prints and writes: live lines that name their target, one report of all, one summary.</summary>
/// <remarks>
/// Order: <see cref="CheckOutputs"/>, the watch, <see cref="Finish"/>. The targets' lines come on several threads: all are written under one lock.
/// </remarks>
internal sealed class WatchSetOutput : IWatchSetObserver, IDisposable
{
    private readonly ToolServices _services;
    private readonly WatchSettings _settings;
    private readonly IReportSink _reports;
    private readonly TextWriter _text;

    private readonly WatchTelemetry? _telemetry;

    // For everything that is printed, and for the three dictionaries.
    private readonly object _gate = new();
    private readonly Dictionary<int, TextFindings> _findings = [];
    private readonly Dictionary<int, JsonLineFindings> _lines = [];
    private readonly Dictionary<int, TelemetryFindings> _measured = [];

    // Opened before the watch; null when the user set none. Not to be taken for the lock.
    private IGate? _opened;

    /// <summary>The output of one watch.</summary>
    /// <param name="services">What to print with.</param>
    /// <param name="settings">What the user asked for.</param>
    /// <param name="outIsTheTargets">True when standard output belongs to the command under watch: then no text of ours goes there.</param>
    public WatchSetOutput(ToolServices services, WatchSettings settings, bool outIsTheTargets = false)
    {
        _services = services;
        _settings = settings;
        _reports = services.Reports.In(settings.Writing);
        _text = settings.JsonLines || outIsTheTargets ? services.Terminal.Error : services.Terminal.Out;
        if (settings.ConfigFile is { } config)
        {
            OnNotice($"configuration: {config}");
        }

        _telemetry = WatchTelemetry.Create(settings.Telemetry, TellOfTelemetry);
        if (_telemetry?.Announcement is { } line)
        {
            OnNotice(line);
        }
    }

    /// <summary>Fails before anything is watched when a report could not be written after it, or when the gate has no baseline to read.</summary>
    public void CheckOutputs()
    {
        ReportOutputs.Check(_reports, _settings);
        _opened = _settings.Gate is { } gate ? _reports.OpenGate(gate) : null;
    }

    public IWatchObserver Attaching(int processId, string name)
    {
        Terminal terminal = _services.Terminal;
        List<IWatchObserver> observers = [];
        lock (_gate)
        {
            if (_settings.JsonLines)
            {
                _lines[processId] = new JsonLineFindings(terminal.Out, _reports, _services.Time, _settings.Threshold, _gate, processId);
                observers.Add(_lines[processId]);
            }

            if (_settings.Verbosity != Verbosity.Quiet)
            {
                _findings[processId] = TextFindings.OfOneOfSeveral(
                    _text, terminal.Error, _reports, _services.Time, _settings.Verbosity, _gate, processId, name);
                observers.Add(_findings[processId]);
            }

            if (_telemetry is not null)
            {
                _measured[processId] = _telemetry.ForTarget();
                observers.Add(_measured[processId]);
            }
        }

        return new FindingsFanOut(observers);
    }

    public void OnEnded(TargetOutcome outcome)
    {
        TelemetryFindings? measured;
        lock (_gate)
        {
            _measured.Remove(outcome.ProcessId, out measured);

            // What still waits is printed before the end is.
            if (_findings.Remove(outcome.ProcessId, out TextFindings? findings))
            {
                findings.Dispose();
            }

            if (_lines.Remove(outcome.ProcessId, out JsonLineFindings? lines))
            {
                lines.End(outcome);
            }

            if (outcome.Failure is { } failure)
            {
                new FailureReporter(_services.Terminal.Error).WriteLine(failure);
            }
            else if (Ended(outcome) is { } ended)
            {
                OnNotice($"{_reports.TargetLabel(outcome.ProcessId, outcome.Name)}: {ended}");
            }
        }

        // Not under the lock: it sends what was not sent yet, and may take seconds.
        measured?.Dispose();
    }

    public void OnNotice(string message)
    {
        if (_settings.Verbosity == Verbosity.Quiet)
        {
            return;
        }

        lock (_gate)
        {
            _services.Terminal.Error.WriteLine("blockwatch: " + SafeText.Of(message));
        }
    }

    /// <summary>Writes the report of all targets, then prints the summary. When none could be watched there is nothing to write.</summary>
    public WatchEnd Finish(WatchSetResult result)
    {
        DisposeFindings();
        result = result with { ConfigFile = _settings.ConfigFile };
        if (result.Targets.All(target => target.Result is null))
        {
            new FailureReporter(_services.Terminal.Error).WriteLine("no target could be watched; nothing was written");
            return new WatchEnd(ExitCode.Refused, null, []);
        }

        ExitCode written = ReportOutputs.Write(
            _settings,
            path => _reports.Save(result, path, _settings.Format),
            () => _reports.WriteSummary(result, _text, _services.Terminal.Width),
            _text,
            _services.Terminal.Error);
        return new WatchEnd(written, _opened?.Judge(result), [.. result.Targets.SelectMany(static target => target.Result?.Session.Bugs ?? [])]);
    }

    /// <summary>Sends what was not sent yet, after the reports: a receiver that does not answer must not keep them waiting.</summary>
    public void Dispose()
    {
        DisposeFindings();
        TelemetryFindings[] left;
        lock (_gate)
        {
            left = [.. _measured.Values];
            _measured.Clear();
        }

        foreach (TelemetryFindings measured in left)
        {
            measured.Dispose();
        }

        _telemetry?.Dispose();
    }

    private void DisposeFindings()
    {
        lock (_gate)
        {
            foreach (TextFindings findings in _findings.Values)
            {
                findings.Dispose();
            }

            _findings.Clear();
        }
    }

    // That something cannot be sent is an error: said also when nothing else is.
    private void TellOfTelemetry(string line)
    {
        lock (_gate)
        {
            new FailureReporter(_services.Terminal.Error).WriteLine(line);
        }
    }

    // When the whole watch is over, nobody needs to be told so of each target.
    private static string? Ended(TargetOutcome outcome) => outcome.Result?.Session.End switch
    {
        SessionEnd.TargetExited => "exited",
        SessionEnd.ConnectionLost => "the connection broke",
        _ => null,
    };
}
