using System.Runtime.ExceptionServices;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;
using BlockWatch.Tool.Screen.Drawing;
using BlockWatch.Tool.Screen.Driving;
using BlockWatch.Tool.Telemetry;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>All that one watch prints and writes: the live screen or live lines, report files, the summary.</summary>
/// <remarks>Order: <see cref="CheckOutputs"/>, <see cref="Begin"/>, the watch with <see cref="Observer"/> and <see cref="Options"/>, <see cref="Finish"/>.</remarks>
internal sealed class WatchOutput : IDisposable
{
    private readonly ToolServices _services;
    private readonly WatchSettings _settings;
    private readonly IReportSink _reports;
    private readonly TextFindings? _text;
    private readonly LiveScreen? _screen;
    private readonly WatchTelemetry? _telemetry;
    private readonly TelemetryFindings? _measured;

    // Opened before the watch; null when the user set none.
    private IGate? _gate;

    // From then on notices are lines again.
    private volatile bool _isScreenOver;

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

        // First: where it cannot be served nothing else has begun.
        _telemetry = WatchTelemetry.Create(settings.Telemetry, TellOfTelemetry);
        List<IWatchObserver> observers = [];
        if (settings.JsonLines)
        {
            observers.Add(new JsonLineFindings(terminal.Out, _reports, services.Time, settings.Threshold));
        }

        if (services.Screen is { } screen && settings.AllowsScreen && !outIsTheTargets)
        {
            ScreenDrawing drawing = new(_reports.FindingLines, services.Rules, screen.Glyphs);
            SavedSoFar saved = new(_reports, settings, services.Time);
            _screen = new LiveScreen(screen, drawing, services.Signals, services.Time, saved.Save);
            observers.Add(_screen.Observer);
        }
        else if (settings.Verbosity != Verbosity.Quiet)
        {
            _text = new TextFindings(Text, terminal.Error, _reports, services.Time, settings.Verbosity);
            observers.Add(_text);
        }

        if (_telemetry is not null)
        {
            _measured = _telemetry.ForTarget();
            observers.Add(_measured);
        }

        Observer = new FindingsFanOut(observers);
        if (_telemetry?.Announcement is { } line)
        {
            (_screen?.Observer ?? _text)?.OnNotice(line);
        }

        if (settings is { ConfigFile: { } config, Verbosity: not Verbosity.Quiet })
        {
            (_screen?.Observer ?? _text)?.OnNotice($"configuration: {config}");
        }
    }

    /// <summary>Where text for people goes.</summary>
    public TextWriter Text { get; }

    public bool IsQuiet => _settings.Verbosity == Verbosity.Quiet;

    /// <summary>True when the live screen has the terminal, so that nothing else may be printed until <see cref="Finish"/>.</summary>
    public bool HasScreen => _screen is not null;

    public IWatchObserver Observer { get; }

    /// <summary>Shows the live screen, when there is to be one.</summary>
    /// <param name="name">Who is watched.</param>
    /// <param name="uptime">Since its start; null when that is not known.</param>
    public void Begin(string name, TimeSpan? uptime) => _screen?.Show(name, uptime);

    /// <summary>What to do when the user presses the key that ends the watch; done at once when that was pressed already.</summary>
    public void OnQuit(Action quit) => _screen?.QuitAsked.Register(quit);

    /// <summary>How to watch, so that the live screen has something to show.</summary>
    public WatchOptions Options(WatchOptions asked) => _screen is null ? asked : asked with { Opened = _screen.OnOpened };

    /// <summary>Fails before anything is watched when a report could not be written after it, or when the gate has no baseline to read.</summary>
    public void CheckOutputs()
    {
        ReportOutputs.Check(_reports, _settings);
        _gate = _settings.Gate is { } gate ? _reports.OpenGate(gate) : null;
    }

    /// <summary>Writes the reports, then prints the summary: a report that cannot be written takes neither the others nor the summary along.</summary>
    public WatchEnd Finish(WatchResult result)
    {
        ExceptionDispatchInfo? bug = TakeScreenAway();
        result = result with { Session = result.Session with { ConfigFile = _settings.ConfigFile } };
        ExitCode written = ReportOutputs.Write(
            _settings,
            path => _reports.Save(result, path, _settings.Format),
            () => _reports.WriteSummary(result, Text, _services.Terminal.Width),
            Text,
            _services.Terminal.Error);

        // After the reports: a receiver that does not answer must not keep them waiting.
        _measured?.Dispose();
        bug?.Throw();
        return new WatchEnd(written, _gate?.Judge(result), result.Session.Bugs);
    }

    public void Dispose()
    {
        _text?.Dispose();
        _screen?.Dispose();
        _measured?.Dispose();
        _telemetry?.Dispose();
    }

    // A bug of what people look at must not take the reports of hours along: it is told of after them.
    private ExceptionDispatchInfo? TakeScreenAway()
    {
        try
        {
            _text?.Dispose();
            _screen?.Dispose();
            return null;
        }
        catch (Exception bug)
        {
            return ExceptionDispatchInfo.Capture(bug);
        }
        finally
        {
            _isScreenOver = true;
        }
    }

    // That something cannot be sent is an error: said also when nothing else is.
    private void TellOfTelemetry(string line)
    {
        if ((_text ?? (_isScreenOver ? null : _screen?.Observer)) is { } lines)
        {
            lines.OnNotice(line);
        }
        else
        {
            new FailureReporter(_services.Terminal.Error).WriteLine(line);
        }
    }
}
