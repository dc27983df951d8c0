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
        PeerId = PeerProcess.IdOf(connection);
        _connection = connection;
    }

    /// <summary>As the runtime sees itself: ours too, unless it is in a pid namespace of its own.</summary>
    public int ProcessId { get; }

    /// <summary>The process as the system knows it, by our numbers; 0 when it cannot be seen from here, null where the system does not tell.</summary>
    /// <remarks>Asked while the connection is open: what has died is not to be taken for another process either.</remarks>
    public int? PeerId { get; }

    /// <summary>The process to look at and to watch: the system's word, the runtime's own only where the system does not tell; 0 when it cannot be seen from here.</summary>
    public int Id => PeerId ?? ProcessId;

    /// <summary>True when it can be seen from here and is the application, not what starts it (<see cref="LaunchedProcess.IsApplication"/>).</summary>
    public bool IsApplication => Id != 0 && LaunchedProcess.IsApplication(ProcFile.CommandLine(Id));

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
