using System.Net.Sockets;
using System.Runtime.InteropServices;
using BlockWatch.EventPipe.Guarding;

namespace BlockWatch.EventPipe.Launching;

/// <summary>Who is at the other end of a Unix socket, by the system's word: a process can say that it is another, the system does not.</summary>
internal static class PeerProcess
{
    /// <summary>Its process id by our numbers; 0 when it is in a pid namespace that cannot be seen from ours; null where the system does not tell.</summary>
    public static int? IdOf(Socket connection)
    {
        try
        {
            return IdOf(connection.SafeHandle);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="IdOf(Socket)"/>
    /// <remarks>Looks at the descriptor alone: what it is made a <see cref="Socket"/> of, .NET changes for all who share it.</remarks>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public static unsafe int? IdOf(SafeHandle connection)
    {
        // ucred: process, user and group.
        int* credentials = stackalloc int[3];
        uint length = 3 * sizeof(int);
        return OperatingSystem.IsLinux() && Native.GetOption(connection, Native.SocketLevel, Native.PeerCredentials, credentials, &length) == 0 ? credentials[0] : null;
    }
}
