using BlockWatch.Tool.Gating;
using BlockWatch.Tool.Recording;

namespace BlockWatch.Tool.Watching;

/// <summary>How a command under watch ended.</summary>
/// <param name="CommandExitCode">Its own; 128 + the signal's number when a signal ended it.</param>
/// <param name="Watch">How the watch of it ended.</param>
internal sealed record LaunchedOutcome(int CommandExitCode, WatchEnd Watch)
{
    /// <summary>The same when a trace was kept too.</summary>
    public LaunchedOutcome With(IWatchRecorder? recorder) =>
        recorder is null ? this : this with { Watch = Watch with { Written = recorder.Finish(Watch.Written) } };
}
