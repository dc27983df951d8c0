using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Guarding;
using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Starts a command under watch from its first instruction.</summary>
public static class LaunchedWatch
{
    /// <summary>Starts the command with its runtime suspended, opens the sessions, lets it run, and returns when it has exited.</summary>
    /// <remarks>
    /// Cancelling <paramref name="stop"/> ends the watch and leaves the command alone: signals are the caller's to pass on, with
    /// <paramref name="onStarted"/>'s process id, until <paramref name="onExited"/>. Of several runtimes (the command may be a script, or <c>dotnet run</c>) the first
    /// that is an application is watched; the others are let go on at once.
    /// </remarks>
    /// <exception cref="WatchException">The command was not found, is not .NET, or did not connect.</exception>
    public static async Task<LaunchResult> RunAsync(
        LaunchOptions launch, WatchOptions options, IWatchObserver observer, Action<int> onStarted, Action onExited, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(launch);
        ArgumentNullException.ThrowIfNull(onStarted);
        ArgumentNullException.ThrowIfNull(onExited);
        SystemLimits.RequireRun(ThisSystem.Kind);
        await using ReversePort port = ReversePort.Listen();
        using RunningCommand command = RunningCommand.Start(launch, port.EnvironmentValue, onStarted, onExited);
        SuspendedRuntime? application = await FindApplicationAsync(port, command.Exited, stop).ConfigureAwait(false);
        using var closing = new CancellationTokenSource();
        Task others = port.ResumeAllAsync(closing.Token);
        WatchResult? result = null;
        try
        {
            if (application is not null)
            {
                result = await WatchAsync(application, options, observer, childrensPort: "", stop).ConfigureAwait(false);
            }
        }
        finally
        {
            // Also when the target refused to be watched: the command, and what it starts, needs our port and our input
            // and output until it has ended.
            await command.EndAsync().ConfigureAwait(false);
            await closing.CancelAsync().ConfigureAwait(false);
            await others.ConfigureAwait(false);
            var left = new PortUsers(port.EnvironmentValue);
            bool IsApplication(int id) => id == application?.Id;

            // One look is not sure.
            _ = left.AreGone(IsApplication);
            await Task.Delay(PortUsers.Pause, CancellationToken.None).ConfigureAwait(false);
            if (!left.AreGone(IsApplication) && port.LeaveToWatchdog())
            {
                observer.OnNotice("what the command left running may start more programs on .NET: a small process of blockwatch stays for as long, and lets them go on");
            }
        }

        return result is null ? throw NothingConnected(launch, command) : new LaunchResult(result, command.ExitCode);
    }

    internal static WatchException NothingConnected(LaunchOptions launch, RunningCommand exited) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"'{launch.Command}' exited with code {exited.ExitCode} and no .NET runtime connected: it is not a .NET program, or DOTNET_EnableDiagnostics is 0"));

    /// <summary>Watches a suspended runtime from its first instruction.</summary>
    /// <param name="application">The runtime; resumed whatever happens.</param>
    /// <param name="options">How to watch it.</param>
    /// <param name="observer">Told what is seen.</param>
    /// <param name="childrensPort">What the processes that it starts find as their diagnostic port.</param>
    /// <param name="stop">Ends the watch.</param>
    internal static Task<WatchResult> WatchAsync(
        SuspendedRuntime application, WatchOptions options, IWatchObserver observer, string childrensPort, CancellationToken stop) =>
        WatchAsync(
            application.Id,
            identity => new TargetWatch(application.Id, identity, options, observer, fromStart: true),
            watch => watch.ForgetPort(childrensPort),
            application.ResumeAsync,
            stop);

    /// <summary>Opens the sessions of a runtime that may wait for us, lets it go on whatever happens, and watches it.</summary>
    /// <param name="processId">The target.</param>
    /// <param name="create">Makes the watch of what the runtime says of itself.</param>
    /// <param name="opened">What else is to be done before it goes on.</param>
    /// <param name="resume">Lets it go on; does nothing to one that runs.</param>
    /// <param name="stop">Ends the watch.</param>
    internal static async Task<WatchResult> WatchAsync(
        int processId, Func<RuntimeIdentity, TargetWatch> create, Action<TargetWatch> opened, Func<Task> resume, CancellationToken stop)
    {
        TargetWatch? watch = null;
        try
        {
            (_, RuntimeIdentity identity) = TargetFinder.Open(processId);
            watch = create(identity);
            watch.Open();
            opened(watch);
        }
        catch
        {
            watch?.Dispose();
            throw;
        }
        finally
        {
            // Whatever went wrong with us, the target goes on.
            await resume().ConfigureAwait(false);
        }

        using (watch)
        {
            return await watch.RunAsync(stop).ConfigureAwait(false);
        }
    }

    // Null when the command, and what it left running, ended without it.
    private static async Task<SuspendedRuntime?> FindApplicationAsync(ReversePort port, Task exited, CancellationToken stop)
    {
        using var found = new CancellationTokenSource();
        using var over = new CancellationTokenSource();
        var latecomers = new Latecomers(port.EnvironmentValue);
        Task end = NoticeEndAsync(exited, latecomers, over, found.Token, stop);
        SuspendedRuntime? runtime;
        while ((runtime = await port.NextAsync(over.Token).ConfigureAwait(false)) is { IsApplication: false })
        {
            latecomers.HasCome(runtime);
            await runtime.ResumeAsync().ConfigureAwait(false);
        }

        await found.CancelAsync().ConfigureAwait(false);
        await end.ConfigureAwait(false);
        return runtime;
    }

    // A script may have started the application in the background, and be gone before its runtime has come.
    private static async Task NoticeEndAsync(Task exited, Latecomers latecomers, CancellationTokenSource over, CancellationToken found, CancellationToken stop)
    {
        try
        {
            await exited.WaitAsync(found).ConfigureAwait(false);
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(found, stop);
            await latecomers.WaitAsync(AbandonedPort.Patience, waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It is found.
        }

        await over.CancelAsync().ConfigureAwait(false);
    }
}
