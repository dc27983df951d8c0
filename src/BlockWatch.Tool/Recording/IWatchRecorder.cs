using BlockWatch.EventPipe.Recording;

namespace BlockWatch.Tool.Recording;

/// <summary>Keeps what a watch sees as a trace. Created before the watch, finished after it.</summary>
internal interface IWatchRecorder : IDisposable
{
    /// <summary>For the watch.</summary>
    RecordingOptions Options { get; }

    /// <summary>The watch is over.</summary>
    /// <param name="code">How it ended otherwise.</param>
    /// <returns>The same, unless only a trace could not be written.</returns>
    ExitCode Finish(ExitCode code);
}
