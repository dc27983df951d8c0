using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Launching;

/// <summary>The processes that a command leaves running when it exits, and whose runtimes may have yet to connect to our port: if we were gone by then, they would wait there for ever.</summary>
/// <param name="diagnosticPorts">What the command was told of our port: no other process has it in its environment but those that it started.</param>
internal sealed class Latecomers(string diagnosticPorts)
{
    // One that is just becoming another program has no environment to be read: only when none is seen twice there is none.
    private const int LooksToBeSure = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<int, bool> _came = new();

    /// <summary>This one has connected: it is not waited for.</summary>
    public void HasCome(SuspendedRuntime runtime) => _came[runtime.Id] = true;

    /// <summary>Ends when there is none, or after that time: what never has a runtime is among them, too.</summary>
    public async Task WaitAsync(TimeSpan patience, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            for (int looks = 0; looks < LooksToBeSure && Stopwatch.GetElapsedTime(start) < patience;)
            {
                looks = AreThere() ? 0 : looks + 1;
                await Task.Delay(Pause, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants to wait any more.
        }
    }

    // Where the system does not tell, there may be some.
    private bool AreThere() => !OperatingSystem.IsLinux() || Directory.EnumerateDirectories("/proc").Any(IsOne);

    private bool IsOne(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
        && !_came.ContainsKey(id)
        && ProcFile.EnvironmentVariable(id, LaunchedProcess.PortsVariable) == diagnosticPorts;
}
