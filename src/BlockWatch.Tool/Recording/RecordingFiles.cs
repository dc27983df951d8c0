using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;
using BlockWatch.Tool.Signals;

namespace BlockWatch.Tool.Recording;

/// <summary>Writes flight recordings beside the watch's report: the trace, and a report that is made by reading the trace again.</summary>
/// <remarks>One for a watch, whatever its targets; one recording is written after the other.</remarks>
internal sealed class RecordingFiles : IRecordingSink, IWatchRecorder
{
    private const string DefaultOutput = "blockwatch.json";

    private readonly ToolServices _services;
    private readonly WatchSettings _settings;
    private readonly IReportSink _reports;
    private readonly bool _isOneOfSeveral;
    private readonly WatchOptions _analysis;
    private readonly IDisposable? _listening;
    private readonly List<string> _failures = [];

    // For all that is written, and for the failures.
    private readonly object _gate = new();
    private ExitCode _code;

    private RecordingFiles(ToolServices services, WatchSettings settings, RecordingSettings recording, bool isOneOfSeveral)
    {
        _services = services;
        _settings = settings;
        _reports = services.Reports.In(settings.Writing);
        _isOneOfSeveral = isOneOfSeveral;
        _analysis = settings.ToWatchOptions();
        Options = new RecordingOptions(recording.Length, recording.Triggers, this);
        _listening = recording.Triggers.Any(trigger => trigger.Kind == RecordingTriggerKind.Request)
            ? services.Signals.Listen([SignalNumbers.User1], _ => Options.Request.Raise())
            : null;
    }

    public RecordingOptions Options { get; }

    /// <summary>Null when the user wants no recordings.</summary>
    /// <param name="services">What to write with.</param>
    /// <param name="settings">What the user asked for.</param>
    /// <param name="isOneOfSeveral">True when the files' names must say which target they are of.</param>
    /// <exception cref="UserFacingException">They could not be written.</exception>
    public static RecordingFiles? Create(ToolServices services, WatchSettings settings, bool isOneOfSeveral)
    {
        if (settings.Recording is not { } recording)
        {
            return null;
        }

        RecordingFiles files = new(services, settings, recording, isOneOfSeveral);
        try
        {
            // A given output was looked at already, and these go into its folder.
            if (settings.Outputs.Count == 0)
            {
                files._reports.CheckWritable(DefaultOutput, settings.Format);
            }

            return files;
        }
        catch (UserFacingException)
        {
            files.Dispose();
            throw;
        }
    }

    public string Write(FlightRecording recording)
    {
        lock (_gate)
        {
            (string start, string format) = OutputName.Of(_settings.Outputs.Count > 0 ? _settings.Outputs[0] : DefaultOutput);
            string name = FreeName(start, recording);
            string trace = name + ".nettrace";
            string report = name + format;
            try
            {
                IReadOnlyList<string> extent = [];
                _reports.SaveTrace(trace, stream => extent = recording.WriteTrace(stream));
                WatchResult found = _services.Engine.Analyze(trace, _analysis, new FindingsFanOut([]), CancellationToken.None);
                SessionDescription session = found.Session with { Limits = [.. extent, .. found.Session.Limits], ConfigFile = _settings.ConfigFile };
                _reports.Save(found with { Session = session }, report, _settings.Format);
                return $"recording of {recording.Cause}: {trace}, {report}{Skipped(recording)}";
            }
            catch (Exception refused) when (refused is UserFacingException or WatchException or IOException or UnauthorizedAccessException)
            {
                _code = (refused as UserFacingException)?.Code ?? ExitCode.Refused;
                string failure = $"the recording of {recording.Cause} was not written: {refused.Message}";
                _failures.Add(failure);
                return failure;
            }
        }
    }

    public ExitCode Finish(ExitCode code)
    {
        // Otherwise they were told as notices when they happened.
        if (_settings.Verbosity == Verbosity.Quiet)
        {
            FailureReporter failures = new(_services.Terminal.Error);
            _failures.ForEach(failures.WriteLine);
        }

        return code == ExitCode.Done ? _code : code;
    }

    public void Dispose() => _listening?.Dispose();

    private string FreeName(string start, FlightRecording recording)
    {
        string process = _isOneOfSeveral ? string.Create(CultureInfo.InvariantCulture, $".{recording.ProcessId}") : "";
        return OutputName.FreeStart(string.Create(CultureInfo.InvariantCulture, $"{start}.{recording.At.UtcDateTime:yyyyMMdd-HHmmss}{process}"), ".nettrace");
    }

    private static string Skipped(FlightRecording recording) => recording.SkippedTriggers switch
    {
        0 => "",
        1 => " (1 trigger before it came too soon and was skipped)",
        int count => string.Create(CultureInfo.InvariantCulture, $" ({count} triggers before it came too soon and were skipped)"),
    };
}
