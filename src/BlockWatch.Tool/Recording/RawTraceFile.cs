using BlockWatch.EventPipe.Recording;
using BlockWatch.Reports;
using BlockWatch.Tool.Failures;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;

namespace BlockWatch.Tool.Recording;

/// <summary>Writes a whole watch as one .nettrace: what the sessions brought, kept on the disk meanwhile.</summary>
internal sealed class RawTraceFile : IRecordingSink, IWatchRecorder
{
    private readonly IReportSink _reports;
    private readonly FailureReporter _failures;
    private readonly bool _isQuiet;
    private readonly string _path;
    private readonly SpoolShelf _spool;
    private UserFacingException? _failure;
    private bool _isWritten;

    private RawTraceFile(ToolServices services, WatchSettings settings, string path, SpoolShelf spool)
    {
        _reports = services.Reports;
        _failures = new FailureReporter(services.Terminal.Error);
        _isQuiet = settings.Verbosity == Verbosity.Quiet;
        _path = path;
        _spool = spool;
        Options = RecordingOptions.Whole(this, spool);
    }

    public RecordingOptions Options { get; }

    /// <exception cref="UserFacingException">It could not be written, or there are several targets.</exception>
    public static RawTraceFile Create(ToolServices services, WatchSettings settings, bool isOneOfSeveral)
    {
        string path = settings.RawTrace!;
        if (isOneOfSeveral)
        {
            throw new UserFacingException($"'{path}' would be the trace of several targets: watch one of them for it", ExitCode.Usage);
        }

        services.Reports.CheckWritable(path);
        try
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            FileStream spool = PrivateFile.CreateIn(folder, ".spool.tmp", FileAccess.ReadWrite, FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows())
            {
                // There it is deleted on close by us, which a killed process does not do. Without a name it lives as long as it is open.
                File.Delete(spool.Name);
            }

            return new RawTraceFile(services, settings, path, SpoolShelf.Over(spool));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UserFacingException($"beside '{path}' nothing can be written ({refused.Message}): choose another folder", ExitCode.Refused, refused);
        }
    }

    public string Write(FlightRecording recording)
    {
        try
        {
            _reports.SaveTrace(_path, stream => recording.WriteTrace(stream));
            _isWritten = true;
            return $"trace: {_path}{(_spool.WhyCut is { } why ? $" (it ends before the watch does: {why})" : "")}";
        }
        catch (UserFacingException refused)
        {
            _failure = refused;
            return $"the trace was not written: {refused.Message}";
        }
    }

    public ExitCode Finish(ExitCode code)
    {
        // Otherwise they were told as notices when they happened.
        if (_isQuiet && _failure is { } failure)
        {
            _failures.WriteLine($"the trace was not written: {failure.Message}");
        }

        if (_spool.WhyCut is { } why && _isQuiet && _isWritten)
        {
            _failures.WriteLine($"the trace ends before the watch does: {why}");
        }

        return code != ExitCode.Done || (_isWritten && _spool.WhyCut is null) ? code : _failure?.Code ?? ExitCode.Refused;
    }

    public void Dispose() => _spool.Dispose();
}
