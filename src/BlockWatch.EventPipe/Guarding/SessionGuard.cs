using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using BlockWatch.EventPipe.Launching;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Guarding;

/// <summary>Hands the connection of each session to a <see cref="Watchdog"/>, so that a target never waits for a blockwatch that is stopped.</summary>
/// <remarks>
/// One for the process, because what is stopped is the process. Off until <see cref="Enable"/>: only the command knows how to start itself again. The watchdog is
/// started with the first session, so that commands that open none do not pay for it. Without a watchdog, where it cannot be started, all works as with it, except
/// while blockwatch is stopped. Thread-safe.
/// </remarks>
public static class SessionGuard
{
    private static readonly object Gate = new();

    // Under the gate.
    private static Func<IReadOnlyList<string>>? _command;
    private static SafeFileHandle? _channel;
    private static int _lastId;
    private static bool _hasClosed;

    /// <summary>Guards the sessions that this process opens from now on. Does nothing but on Linux.</summary>
    /// <param name="command">The program and first arguments that start this program again.</param>
    public static void Enable(Func<IReadOnlyList<string>> command)
    {
        if (OperatingSystem.IsLinux())
        {
            lock (Gate)
            {
                _command = command;
            }
        }
    }

    /// <summary>True once the watchdog has closed sessions because this process was stopped: what came after is unknown.</summary>
    internal static bool HasClosedSessions
    {
        get
        {
            lock (Gate)
            {
                return _hasClosed |= _channel is not null && HasMessage(_channel);
            }
        }
    }

    /// <summary>Guards a session's connection until the returned object is disposed of, which closes the connection.</summary>
    /// <param name="stream">The session's stream.</param>
    internal static IDisposable Hold(Stream stream)
    {
        // The client library's streams are sockets wherever there is a watchdog.
        return stream is NetworkStream { Socket: { } socket } && Hold(socket, GuardMessageKind.Session) is { } held ? held : stream;
    }

    /// <summary>Guards the port that a command's runtime connects to, until the returned object is disposed of, which closes it.</summary>
    /// <param name="listener">Listens.</param>
    internal static IDisposable HoldPort(Socket listener) => Hold(listener, GuardMessageKind.Port) is { } held ? held : listener;

    private static Held? Hold(Socket socket, GuardMessageKind kind)
    {
        lock (Gate)
        {
            _channel ??= _command is null ? null : Start(_command());
            _command = null;
            int id = ++_lastId;
            return _channel is not null && GuardMessage.Send(_channel, kind, id, socket.SafeHandle) ? new Held(socket, _channel, id) : null;
        }
    }

    private static SafeFileHandle? Start(IReadOnlyList<string> command)
    {
        (SafeFileHandle ours, SafeFileHandle theirs) = Native.NewPair();
        using (theirs)
        {
            ProcessStartInfo start = new(command[0])
            {
                // Streams of its own, closed at once: it says nothing, and whoever reads ours must not wait for its end.
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            string[] arguments =
            [
                .. command.Skip(1),
                Watchdog.Command,
                theirs.DangerousGetHandle().ToString(CultureInfo.InvariantCulture),
                Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            ];
            foreach (string argument in arguments)
            {
                start.ArgumentList.Add(argument);
            }

            foreach ((string name, string? value) in Surroundings)
            {
                start.Environment[name] = value;
            }

            try
            {
                _ = Native.DescriptorControl(theirs, Native.SetDescriptorFlags, 0);
#pragma warning disable RS0030 // It is ourselves that are started.
                using Process? process = Process.Start(start);
#pragma warning restore RS0030
                process?.StandardInput.Dispose();
                process?.StandardOutput.Dispose();
                process?.StandardError.Dispose();
                UnheldConnections.Allow(process?.Id ?? 0);
                return ours;
            }
            catch (Win32Exception)
            {
                ours.Dispose();
                return null;
            }
        }
    }

    // As small as it gets, nothing that is meant for us, and no target of anybody's.
    private static Dictionary<string, string?> Surroundings { get; } = new()
    {
        ["DOTNET_EnableDiagnostics"] = "0",
        [LaunchedProcess.PortsVariable] = null,
        ["DOTNET_STARTUP_HOOKS"] = null,
        ["CORECLR_ENABLE_PROFILING"] = null,
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_GCHeapHardLimit"] = "0x2000000",
    };

    private static unsafe bool HasMessage(SafeFileHandle channel)
    {
        byte content;
        Native.Part part = new() { Start = &content, Length = 1 };
        Native.MessageHeader message = new() { Parts = &part, PartCount = 1 };
        return Native.Receive(channel, &message, Native.DoNotWait) == 1;
    }

    private sealed class Held(Socket socket, SafeFileHandle channel, int id) : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            {
                return;
            }

            try
            {
                // Closing ours would not end it: the watchdog has it, too.
                socket.Shutdown(SocketShutdown.Both);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // The target has ended it.
            }

            _ = GuardMessage.Send(channel, GuardMessageKind.Release, id);
            socket.Dispose();
        }
    }
}
