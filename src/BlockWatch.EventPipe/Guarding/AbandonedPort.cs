using System.Diagnostics;
using System.Net.Sockets;
using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Targets;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Guarding;

/// <summary>The reverse port of a blockwatch that died between the start of its command and the resume of the command's runtime.</summary>
/// <remarks>
/// A runtime that waits for its resume connects again when its connection breaks, and waits for ever when nobody listens. So the watchdog has a copy of the listening socket, and when its
/// parent is gone it answers for a while, with the one word that lets a runtime go on. A runtime that goes on already takes no harm from it.
/// </remarks>
internal static class AbandonedPort
{
    /// <summary>How long it answers: an application's runtime connects in the first tenths of a second.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private const int ReceiveTimeoutMs = 500;

    /// <summary>Lets every runtime go on that connects.</summary>
    /// <param name="listener">The listening socket; ours to close.</param>
    /// <param name="patience">For how long.</param>
    public static void Serve(SafeFileHandle listener, TimeSpan patience)
    {
        List<Socket> connections = [];
        try
        {
            using Socket port = new(new SafeSocketHandle(listener.DangerousGetHandle(), ownsHandle: false));

            // Its first owner accepted asynchronously, which leaves the socket, and so our copy, in a mode in which nothing waits.
            port.Blocking = true;
            long start = Stopwatch.GetTimestamp();
            for (TimeSpan left = patience; left > TimeSpan.Zero; left = patience - Stopwatch.GetElapsedTime(start))
            {
                if (port.Poll(left, SelectMode.SelectRead))
                {
                    connections.Add(Resume(port.Accept()));
                }
            }
        }
        catch (SocketException)
        {
            // The port was closed: then nobody waits at it.
        }
        finally
        {
            listener.Dispose();

            // Not before: a runtime whose connection is closed comes again.
            connections.ForEach(connection => connection.Dispose());
        }
    }

    private static Socket Resume(Socket connection)
    {
        try
        {
            connection.ReceiveTimeout = ReceiveTimeoutMs;
            byte[] advertised = new byte[ReversePort.AdvertiseSize];
            for (int read = 0; read < advertised.Length;)
            {
                int count = connection.Receive(advertised, read, advertised.Length - read, SocketFlags.None);
                if (count == 0)
                {
                    return connection;
                }

                read += count;
            }

            connection.Send(DiagnosticIpc.ResumeMessage());
        }
        catch (SocketException)
        {
            // It says nothing, or is gone.
        }

        return connection;
    }
}
