using System.Diagnostics;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Launching;

/// <summary>A command that was started to be watched, and the copying of what it writes.</summary>
internal sealed class RunningCommand : IDisposable
{
    // What it wrote last is still in the pipe when it exits. What it left running may have the pipe for days, and is not waited for.
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly CancellationTokenSource _copying = new();
    private readonly Task _copied;

    private RunningCommand(LaunchOptions launch, Process process, Action onExited)
    {
        _process = process;
        _copied = LaunchedOutput.CopyAsync(launch, process, _copying.Token);
        Exited = NoticeExitAsync(onExited);
    }

    public int Id => _process.Id;

    /// <summary>Ends when the command has exited, whoever still has its output, and the caller was told.</summary>
    public Task Exited { get; }

    /// <summary>Once it has exited.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The command with our input and, unless told otherwise, our output.</summary>
    /// <param name="launch">The command.</param>
    /// <param name="diagnosticPorts">Where its runtimes are to connect to.</param>
    /// <param name="onStarted">Told its process id.</param>
    /// <param name="onExited">Told that it has exited: its process id may be another's from then on.</param>
    /// <exception cref="WatchException">No such command, or it may not be run.</exception>
    public static RunningCommand Start(LaunchOptions launch, string diagnosticPorts, Action<int> onStarted, Action onExited)
    {
        Process process = LaunchedProcess.Start(launch, diagnosticPorts);
        onStarted(process.Id);
        return new RunningCommand(launch, process, onExited);
    }

    /// <summary>Ends when it has exited and what it wrote is copied; nothing is written to the caller's stream after that.</summary>
    public async Task EndAsync()
    {
        await Exited.ConfigureAwait(false);
        _copying.CancelAfter(OutputPatience);
        await _copied.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _process.Dispose();
        _copying.Dispose();
    }

    private async Task NoticeExitAsync(Action onExited)
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        onExited();
    }
}
