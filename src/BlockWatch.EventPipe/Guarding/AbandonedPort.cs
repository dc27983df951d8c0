using System.Diagnostics;
using System.Net.Sockets;
using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Targets;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Guarding;

/// <summary>The reverse port of a blockwatch that is gone while there are processes that were told to connect to it.</summary>
/// <remarks>
/// A runtime that waits for its resume connects again when its connection breaks, and waits for ever when nobody listens. So the watchdog has a copy of the listening socket, and when its
/// parent is gone it answers, with the one word that lets a runtime go on. A runtime that goes on already takes no harm from it. The variable that sends a runtime there is
/// inherited: whoever has it may start a runtime an hour later, so the watchdog stays until nobody has it.
/// </remarks>
internal static class AbandonedPort
{
    /// <summary>How long it answers at least: an application's runtime connects in the first tenths of a second.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private const int ReceiveTimeoutMs = 500;

    // A look reads the environment of each process of the machine: some 20 us each.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Lets every runtime go on that connects.</summary>
    /// <param name="listener">The listening socket; ours to close, and to take away when it lies in a folder of its own.</param>
    /// <param name="patience">For how long at least; for no longer when it is at a path of the user's, where the next blockwatch may want to listen.</param>
    /// <param name="isLeftOut">Processes whose environment sends nobody here any more, though the system shows what it was at first.</param>
    public static void Serve(SafeFileHandle listener, TimeSpan patience, Func<int, bool> isLeftOut) => Serve(listener, patience, isLeftOut, LookEvery);

    /// <summary>The same, with the time between two looks at who is there.</summary>
    internal static void Serve(SafeFileHandle listener, TimeSpan patience, Func<int, bool> isLeftOut, TimeSpan lookEvery)
    {
        List<Socket> connections = [];
        KnownRuntimes resumed = new();
        string? path = null;
        try
        {
            using Socket port = new(new SafeSocketHandle(listener.DangerousGetHandle(), ownsHandle: false));

            // Its first owner accepted asynchronously, which leaves the socket, and so our copy, in a mode in which nothing waits.
            port.Blocking = true;
            path = PortSocket.OwnPath(port);
            PortUsers? users = path is null ? null : new PortUsers(ReversePort.EnvironmentValueOf(path));
            long start = Stopwatch.GetTimestamp();
            while (true)
            {
                TimeSpan left = patience - Stopwatch.GetElapsedTime(start);
                if (port.Poll(left > TimeSpan.Zero && left < lookEvery ? left : lookEvery, SelectMode.SelectRead))
                {
                    connections.Add(Resume(port.Accept(), resumed));
                    continue;
                }

                if (users?.AreGone(isLeftOut) != false && Stopwatch.GetElapsedTime(start) >= patience)
                {
                    return;
                }

                ReversePort.DropClosed(connections);
            }
        }
        catch (SocketException)
        {
            // The port was closed: then nobody waits at it.
        }
        finally
        {
            listener.Dispose();
            if (path is not null)
            {
                PortSocket.RemoveOwn(path);
            }

            // Not before: a runtime whose connection is closed comes again.
            connections.ForEach(connection => connection.Dispose());
        }
    }

    // Each once: after the command it connects again, and would for as long as it is answered.
    private static Socket Resume(Socket connection, KnownRuntimes resumed)
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

            if (resumed.Add(ReversePort.IdentityOf(advertised)))
            {
                connection.Send(DiagnosticIpc.ResumeMessage());
            }
        }
        catch (SocketException)
        {
            // It says nothing, or is gone.
        }

        return connection;
    }
}
