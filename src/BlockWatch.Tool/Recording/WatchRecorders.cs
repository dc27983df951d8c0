using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Options;

namespace BlockWatch.Tool.Recording;

/// <summary>Makes the recorder that the user asked for.</summary>
internal static class WatchRecorders
{
    /// <summary>Null when nothing is to be recorded.</summary>
    /// <param name="services">What to write with.</param>
    /// <param name="settings">What the user asked for.</param>
    /// <param name="isOneOfSeveral">True when there may be several targets.</param>
    /// <exception cref="Failures.UserFacingException">It could not be written, or not of several targets.</exception>
    public static IWatchRecorder? Create(ToolServices services, WatchSettings settings, bool isOneOfSeveral) =>
        settings.RawTrace is null ? RecordingFiles.Create(services, settings, isOneOfSeveral) : RawTraceFile.Create(services, settings, isOneOfSeveral);

    /// <summary>The watch with the recorder in it.</summary>
    public static WatchOptions With(this WatchOptions watch, IWatchRecorder? recorder) => watch with { Recording = recorder?.Options };
}
