using System.Collections.Concurrent;
using System.Diagnostics;

namespace BlockWatch.EventPipe.Launching;

/// <summary>The processes that a command leaves running when it exits, and whose runtimes may have yet to connect to our port: if we were gone by then, they would wait there for ever.</summary>
/// <param name="diagnosticPorts">What the command was told of our port.</param>
internal sealed class Latecomers(string diagnosticPorts)
{
    private readonly PortUsers _users = new(diagnosticPorts);
    private readonly ConcurrentDictionary<int, bool> _came = new();

    /// <summary>This one has connected: it is not waited for.</summary>
    public void HasCome(SuspendedRuntime runtime) => _came[runtime.Id] = true;

    /// <summary>Ends when there is none, or after that time: what never has a runtime is among them, too.</summary>
    public async Task WaitAsync(TimeSpan patience, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            while (!_users.AreGone(_came.ContainsKey) && Stopwatch.GetElapsedTime(start) < patience)
            {
                await Task.Delay(PortUsers.Pause, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants to wait any more.
        }
    }
}
