using System.Buffers.Binary;
using System.Net.Sockets;

namespace BlockWatch.EventPipe.Launching;

/// <summary>Who is at the other end of a Unix socket, by the system's word: a process can say that it is another, the system does not.</summary>
internal static class PeerProcess
{
    // Linux: socket(7), unix(7). struct ucred: pid, uid, gid, each 32 bits.
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>Its process id by our numbers; 0 when it is in a pid namespace that cannot be seen from ours; null where the system does not tell.</summary>
    public static int? IdOf(Socket connection)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            Span<byte> credentials = stackalloc byte[12];
            return connection.GetRawSocketOption(SolSocket, SoPeerCred, credentials) >= sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(credentials) : null;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
