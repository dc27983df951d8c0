using BlockWatch.Tool.Gating;

namespace BlockWatch.Tool.Watching;

/// <summary>How a command under watch ended.</summary>
/// <param name="CommandExitCode">Its own; 128 + the signal's number when a signal ended it.</param>
/// <param name="Watch">How the watch of it ended.</param>
internal sealed record LaunchedOutcome(int CommandExitCode, WatchEnd Watch);
