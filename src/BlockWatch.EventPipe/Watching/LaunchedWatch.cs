namespace BlockWatch.EventPipe.Watching;

/// <summary>Starts a command under watch from its first instruction.</summary>
public static class LaunchedWatch
{
    /// <summary>Starts the command with its runtime suspended, opens the sessions, lets it run, and returns when it has exited.</summary>
    /// <remarks>Cancelling <paramref name="stop"/> ends the watch and leaves the command alone: signals are the caller's to pass on, with <paramref name="onStarted"/>'s process id.</remarks>
    /// <exception cref="WatchException">The command was not found, is not .NET, or did not connect.</exception>
    public static Task<LaunchResult> RunAsync(
        LaunchOptions launch, WatchOptions options, IWatchObserver observer, Action<int> onStarted, CancellationToken stop) =>
        throw new NotSupportedException();
}
