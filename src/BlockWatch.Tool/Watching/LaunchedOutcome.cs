namespace BlockWatch.Tool.Watching;

/// <summary>How a command under watch ended.</summary>
/// <param name="CommandExitCode">Its own; 128 + the signal's number when a signal ended it.</param>
/// <param name="Written">Whether its reports could be written.</param>
internal sealed record LaunchedOutcome(int CommandExitCode, ExitCode Written);
