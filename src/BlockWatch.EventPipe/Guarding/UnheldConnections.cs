using System.Globalization;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Guarding;

/// <summary>Connections that a process had opened and not yet handed over when it was stopped.</summary>
/// <remarks>
/// The kernel lets us take a descriptor of another process (pidfd_getfd, Linux 5.6), where we may trace it: always as root, otherwise because our parent said so
/// (<see cref="Allow"/>), and in a container only if its system call filter lets it through. Where it does not, there is nothing more to be done for them.
/// </remarks>
internal static class UnheldConnections
{
    /// <summary>What the path of a runtime's diagnostic socket has in it.</summary>
    public const string DiagnosticSocket = "/dotnet-diagnostic-";

    // The same numbers on all architectures.
    private const int OpenProcess = 434;
    private const int TakeDescriptor = 438;

    private const int SetTracer = 0x59616d61;

    /// <summary>Lets a process take descriptors of ours, where the system (Yama) asks for it.</summary>
    public static void Allow(int processId) => _ = Native.ProcessControl(SetTracer, processId, 0, 0, 0);

    /// <summary>Shuts down every connection of a process to a socket of such a name.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="mark">A part of the path of the socket at the other end.</param>
    public static void ShutDown(int processId, string mark)
    {
        using SafeFileHandle process = new((nint)Native.SystemCall(OpenProcess, processId, 0, 0), ownsHandle: true);
        if (process.IsInvalid)
        {
            return;
        }

        foreach (int descriptor in SocketsOf(processId))
        {
            SafeSocketHandle taken = new((nint)Native.SystemCall(TakeDescriptor, process.DangerousGetHandle(), descriptor, 0), ownsHandle: true);
            if (!taken.IsInvalid)
            {
                ShutDown(taken, mark);
            }
        }
    }

    private static void ShutDown(SafeSocketHandle handle, string mark)
    {
        try
        {
            using Socket socket = new(handle);
            if (socket.AddressFamily == AddressFamily.Unix && socket.RemoteEndPoint?.ToString()?.Contains(mark, StringComparison.Ordinal) == true)
            {
                socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (SocketException)
        {
            // Not connected, or not any more.
        }
    }

    private static List<int> SocketsOf(int processId)
    {
        const string Kind = "socket:";
        try
        {
            return
            [
                .. from entry in new DirectoryInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/fd")).EnumerateFiles()
                   where entry.LinkTarget?.StartsWith(Kind, StringComparison.Ordinal) == true
                   select int.Parse(entry.Name, CultureInfo.InvariantCulture),
            ];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
