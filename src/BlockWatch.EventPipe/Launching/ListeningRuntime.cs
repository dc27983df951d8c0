using System.Net.Sockets;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Launching;

/// <summary>A runtime by its socket. It may wait there to be told to go on (<c>DOTNET_DefaultDiagnosticPortSuspend=1</c>).</summary>
/// <remarks>That is always its usual socket: .NET 10.0.12 ignores <c>DOTNET_DiagnosticPorts=PATH,listen</c>.</remarks>
internal sealed class ListeningRuntime
{
    private readonly string _path;

    private ListeningRuntime(string path, int processId)
    {
        _path = path;
        ProcessId = processId;
    }

    public int ProcessId { get; }

    /// <summary>Connects for a moment, to see who it is.</summary>
    /// <exception cref="WatchException">Nobody listens there, or not anybody that can be watched.</exception>
    public static ListeningRuntime At(string path)
    {
        string full = Path.GetFullPath(path);
        using Socket? connection = SocketFile.Connect(full);
        return connection is null
            ? throw new WatchException($"nobody listens at '{full}': name a runtime's socket (dotnet-diagnostic-PID-KEY-socket in its temporary folder), or let blockwatch listen ({path},listen)")
            : PeerProcess.IdOf(connection) is > 0 and int id
                ? new ListeningRuntime(full, id)
                : throw new WatchException($"who listens at '{full}' is in a pid namespace that cannot be seen from here: share it");
    }

    /// <summary>Lets it run. Does nothing to one that runs, or is gone.</summary>
    public async Task ResumeAsync()
    {
        using Socket? connection = SocketFile.Connect(_path);
        if (connection is null)
        {
            return;
        }

        try
        {
            await connection.SendAsync(DiagnosticIpc.ResumeMessage()).ConfigureAwait(false);

            // Its answer, so that the connection is not closed before the command has been read.
            await connection.ReceiveAsync(new byte[64]).WaitAsync(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            // It is gone, or has more to do than to answer.
        }
    }
}
