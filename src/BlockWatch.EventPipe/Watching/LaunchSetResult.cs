using BlockWatch.Detection.Session;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What a launched command did, and what was seen of it and of the processes that it started.</summary>
/// <param name="Watch">What was seen.</param>
/// <param name="ExitCode">The command's own; 128 + the signal's number when a signal ended it.</param>
public sealed record LaunchSetResult(WatchSetResult Watch, int ExitCode);
