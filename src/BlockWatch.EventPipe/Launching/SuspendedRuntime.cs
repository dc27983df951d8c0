using System.Net.Sockets;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Launching;

/// <summary>A runtime that connected to our port at its start and waits to be told to go on.</summary>
internal sealed class SuspendedRuntime
{
    private readonly Socket _connection;

    public SuspendedRuntime(int processId, Socket connection)
    {
        ProcessId = processId;
        _connection = connection;
    }

    /// <summary>As the runtime sees itself: ours too, unless it is in a pid namespace of its own.</summary>
    public int ProcessId { get; }

    /// <summary>The process as the system knows it, by our numbers; 0 when it cannot be seen from here, null where the system does not tell.</summary>
    public int? PeerId => PeerProcess.IdOf(_connection);

    /// <summary>Lets it run. Does nothing when it has died meanwhile.</summary>
    public async Task ResumeAsync()
    {
        try
        {
            await _connection.SendAsync(DiagnosticIpc.ResumeMessage()).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is gone: its exit code will say so.
        }
    }
}
