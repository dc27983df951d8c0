using System.Runtime.CompilerServices;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Starts a command and watches every application on .NET that it starts, itself included.</summary>
public static class LaunchedWatchSet
{
    // A target that ends with the command says so itself within this time.
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);

    /// <summary>Starts the command, watches what connects, and returns when the command has exited.</summary>
    /// <remarks>
    /// The command is watched from its first instruction when it is an application itself. All others are told to connect and not to
    /// wait: what they do in the first moments is not seen, and they start as ever when we are gone.
    /// </remarks>
    /// <exception cref="WatchException">The command was not found, or nothing on .NET connected before its exit.</exception>
    public static async Task<LaunchSetResult> RunAsync(
        LaunchOptions launch, WatchOptions options, IWatchSetObserver observer, Action<int> onStarted, Action onExited, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(launch);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(onStarted);
        ArgumentNullException.ThrowIfNull(onExited);
        SystemLimits.RequireRun(ThisSystem.Kind);
        await using ReversePort port = ReversePort.Listen();
        bool waits = LaunchedProcess.IsItselfApplication(launch);
        using RunningCommand command = RunningCommand.Start(launch, waits ? port.EnvironmentValue : port.EnvironmentValueWithoutWait, onStarted, onExited);
        using var over = new CancellationTokenSource();
        Task noticed = NoticeEndAsync(command.Exited, over);
        var connected = new ConnectedRuntimes(port, waits ? command.Id : null);
        WatchSetResult? result = null;
        try
        {
            var set = new TargetSet("run", options, observer, connected.WatchAsync, TimeProvider.System);
            result = await set.RunAsync([], connected.ArrivalsAsync, endsWithTargets: false, stop, over.Token).ConfigureAwait(false);
        }
        finally
        {
            // Also when the watch is over: the command, and what it starts, needs our port and our input and output until it has ended.
            await connected.LetGoAsync(over.Token).ConfigureAwait(false);
            await Task.WhenAll(command.EndAsync(), noticed).ConfigureAwait(false);
        }

        return result.Targets.Count > 0 ? new LaunchSetResult(result, command.ExitCode) : throw LaunchedWatch.NothingConnected(launch, command);
    }

    private static async Task NoticeEndAsync(Task exited, CancellationTokenSource over)
    {
        await exited.ConfigureAwait(false);
        await Task.Delay(EndPatience).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>The runtimes that connect to our port.</summary>
    private sealed class ConnectedRuntimes(ReversePort port, int? waiting)
    {
        private SuspendedRuntime? _suspended;

        /// <summary>The applications, as they connect; others are let go on.</summary>
        public async IAsyncEnumerable<FoundTarget> ArrivalsAsync([EnumeratorCancellation] CancellationToken stop)
        {
            while (await port.NextAsync(stop).ConfigureAwait(false) is { } runtime)
            {
                bool isApplication = runtime.IsApplication;
                if (isApplication && runtime.Id == waiting)
                {
                    // Its watch lets it go on.
                    _suspended = runtime;
                }
                else
                {
                    // Does nothing to one that does not wait.
                    await runtime.ResumeAsync().ConfigureAwait(false);
                }

                if (isApplication)
                {
                    yield return new FoundTarget(runtime.Id, TargetDiscovery.NameOf(runtime.Id));
                }
            }
        }

        public Task<WatchResult> WatchAsync(FoundTarget found, WatchOptions options, IWatchObserver observer, CancellationToken stop) =>
            found.ProcessId == waiting && Interlocked.Exchange(ref _suspended, null) is { } suspended
                ? LaunchedWatch.WatchAsync(suspended, options, observer, port.EnvironmentValueWithoutWait, stop)
                : LiveWatch.AttachAsync(found.ProcessId, options, observer, stop);

        /// <summary>Nobody is watched any more: whoever still waits, or connects, goes on.</summary>
        public async Task LetGoAsync(CancellationToken over)
        {
            while (Interlocked.Exchange(ref _suspended, null) is { } left)
            {
                await left.ResumeAsync().ConfigureAwait(false);
            }

            await port.ResumeAllAsync(over).ConfigureAwait(false);
        }
    }
}
