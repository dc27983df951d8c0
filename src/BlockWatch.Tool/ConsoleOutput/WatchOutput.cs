using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>All that one watch prints and writes: live lines, report files, the summary.</summary>
/// <remarks>Order: <see cref="CheckOutputs"/>, the watch with <see cref="Observer"/>, <see cref="Finish"/>.</remarks>
internal sealed class WatchOutput : IDisposable
{
    private readonly ToolServices _services;
    private readonly WatchSettings _settings;
    private readonly IReportSink _reports;
    private readonly TextFindings? _text;

    // Opened before the watch; null when the user set none.
    private IGate? _gate;

    /// <summary>The output of one watch.</summary>
    /// <param name="services">What to print with.</param>
    /// <param name="settings">What the user asked for.</param>
    /// <param name="outIsTheTargets">True when standard output belongs to the command under watch: then no text of ours goes there.</param>
    public WatchOutput(ToolServices services, WatchSettings settings, bool outIsTheTargets = false)
    {
        _services = services;
        _settings = settings;
        _reports = services.Reports.In(settings.Writing);
        Terminal terminal = services.Terminal;
        Text = settings.JsonLines || outIsTheTargets ? terminal.Error : terminal.Out;
        List<IWatchObserver> observers = [];
        if (settings.JsonLines)
        {
            observers.Add(new JsonLineFindings(terminal.Out, _reports, services.Time, settings.Threshold));
        }

        if (settings.Verbosity != Verbosity.Quiet)
        {
            _text = new TextFindings(Text, terminal.Error, _reports, services.Time, settings.Verbosity);
            observers.Add(_text);
            if (settings.ConfigFile is { } config)
            {
                _text.OnNotice($"configuration: {config}");
            }
        }

        Observer = new FindingsFanOut(observers);
    }

    /// <summary>Where text for people goes.</summary>
    public TextWriter Text { get; }

    public bool IsQuiet => _settings.Verbosity == Verbosity.Quiet;

    public IWatchObserver Observer { get; }

    /// <summary>Fails before anything is watched when a report could not be written after it, or when the gate has no baseline to read.</summary>
    public void CheckOutputs()
    {
        ReportOutputs.Check(_reports, _settings);
        _gate = _settings.Gate is { } gate ? _reports.OpenGate(gate) : null;
    }

    /// <summary>Writes the reports, then prints the summary: a report that cannot be written takes neither the others nor the summary along.</summary>
    public WatchEnd Finish(WatchResult result)
    {
        Dispose();
        result = result with { Session = result.Session with { ConfigFile = _settings.ConfigFile } };
        ExitCode written = ReportOutputs.Write(
            _settings,
            path => _reports.Save(result, path, _settings.Format),
            () => _reports.WriteSummary(result, Text, _services.Terminal.Width),
            Text,
            _services.Terminal.Error);
        return new WatchEnd(written, _gate?.Judge(result));
    }

    public void Dispose() => _text?.Dispose();
}
