using System.Diagnostics;
using System.Globalization;
using BlockWatch.EventPipe.Targets;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Guarding;

/// <summary>The other process of blockwatch: it closes the sessions when blockwatch itself is stopped and cannot.</summary>
/// <remarks>
/// A runtime that exits flushes its sessions and waits for their reader for as long as the connection is open: a reader that is stopped (SIGSTOP, Ctrl+Z, a
/// debugger) would hold the target's exit until it goes on. The watchdog has a copy of each connection, reads nothing from it, and shuts it down when its
/// parent has been stopped for <see cref="StopRule.Patience"/>. It ends when its parent does, however that ends: then their channel closes. What a command under `run`
/// leaves running, and would wait to be resumed by that parent, is let go on (<see cref="AbandonedPort"/>).
/// Linux only. See docs/decisions/0033-stopped-blockwatch.md.
/// </remarks>
public static class Watchdog
{
    /// <summary>The first argument of the hidden command; the number of the inherited channel and the parent's id follow.</summary>
    internal const string Command = "--watch-over";

    // What it sends when it has closed sessions; the parent reads it when it goes on.
    internal static readonly byte[] Closed = [1];

    /// <summary>True when this process was started as a watchdog.</summary>
    public static bool IsCalled(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments is [Command, _, _];
    }

    /// <summary>True when another process is one.</summary>
    internal static bool IsOne(int processId) => ProcFile.CommandLine(processId) is { Count: >= 4 } words && words[^3] == Command;

    /// <summary>Watches over the parent until it ends.</summary>
    /// <returns>The exit code; nobody looks at it.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (!int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out int channel) ||
            !int.TryParse(arguments[2], NumberStyles.None, CultureInfo.InvariantCulture, out int parent))
        {
            return 2;
        }

        // Ctrl+Z and Ctrl+C go to the terminal's process group: not to us then.
        _ = Native.NewSession();
        using SafeFileHandle inherited = new(channel, ownsHandle: true);
        using ParentState state = new(parent);
        Run(
            inherited,
            state.Read,
            () => UnheldConnections.ShutDown(parent, UnheldConnections.DiagnosticSocket));
        return 0;
    }

    /// <summary>Holds what is handed over and closes it when the parent is stopped; returns when the channel closes.</summary>
    /// <param name="channel">To the parent.</param>
    /// <param name="parent">The parent's state and processor time; null when it is gone.</param>
    /// <param name="shutDownOthers">Shuts down what the parent had no time to hand over.</param>
    internal static void Run(SafeFileHandle channel, Func<(char State, double CpuMs)?> parent, Action shutDownOthers)
    {
        Dictionary<int, HeldConnection> held = [];
        Dictionary<int, SafeFileHandle> ports = [];
        long started = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                // Nothing to look at while nothing is held.
                if (WaitForMessage(channel, held.Count > 0 ? (int)StopRule.Look.TotalMilliseconds : -1))
                {
                    if (GuardMessage.Receive(channel) is not { } message)
                    {
                        return;
                    }

                    Apply(message, held, ports);
                }

                if (held.Count > 0 && parent() is { } state && ShutDown(held, Stopwatch.GetElapsedTime(started), state.State, state.CpuMs))
                {
                    shutDownOthers();
                    Tell(channel);
                }
            }
        }
        finally
        {
            // Who is watched was told anew where its children connect to.
            HashSet<int?> watched = [.. held.Values.Select(connection => connection.Target)];
            foreach (HeldConnection connection in held.Values)
            {
                connection.Dispose();
            }

            // One command, one port.
            foreach (SafeFileHandle port in ports.Values)
            {
                AbandonedPort.Serve(port, AbandonedPort.Patience, id => watched.Contains(id));
            }
        }
    }

    private static bool ShutDown(Dictionary<int, HeldConnection> held, TimeSpan now, char parent, double parentCpuMs)
    {
        List<int> over = [.. held.Where(connection => connection.Value.IsWaitedFor(now, parent, parentCpuMs)).Select(connection => connection.Key)];
        foreach (int id in over)
        {
            held[id].ShutDown();
            held[id].Dispose();
            held.Remove(id);
        }

        return over.Count > 0;
    }

    private static void Apply(GuardMessage message, Dictionary<int, HeldConnection> held, Dictionary<int, SafeFileHandle> ports)
    {
        switch (message)
        {
            case { Kind: GuardMessageKind.Session, Held: { } connection }:
                held[message.Id] = new HeldConnection(connection);
                break;
            case { Kind: GuardMessageKind.Port, Held: { } port }:
                ports[message.Id] = port;
                break;
            default:
                message.Held?.Dispose();
                if (held.Remove(message.Id, out HeldConnection? released))
                {
                    released.Dispose();
                }

                if (ports.Remove(message.Id, out SafeFileHandle? closed))
                {
                    closed.Dispose();
                }

                break;
        }
    }

    private static unsafe bool WaitForMessage(SafeFileHandle channel, int timeoutMs)
    {
        Native.PollEntry entry = new() { Descriptor = (int)channel.DangerousGetHandle(), Events = Native.CanRead };
        return Native.Poll(&entry, 1, timeoutMs) > 0;
    }

    private static unsafe void Tell(SafeFileHandle channel)
    {
        fixed (byte* content = Closed)
        {
            Native.Part part = new() { Start = content, Length = (nuint)Closed.Length };
            Native.MessageHeader message = new() { Parts = &part, PartCount = 1 };
            _ = Native.Send(channel, &message, Native.DoNotWait | Native.NoSignal);
        }
    }
}
