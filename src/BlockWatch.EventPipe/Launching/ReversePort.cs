using System.Buffers.Binary;
using System.Net.Sockets;
using System.Threading.Channels;
using BlockWatch.EventPipe.Guarding;

namespace BlockWatch.EventPipe.Launching;

/// <summary>A port that runtimes connect to when they start, suspended until they are told to go on.</summary>
/// <remarks>
/// The variable that sends a runtime here is inherited by the processes that it starts; each of them connects too and waits.
/// After a command on a connection the runtime connects again: such connections are kept open and left alone, because a
/// closed one would be tried again and again. Protocol: dotnet/diagnostics, ipc-protocol.md, "Advertise".
/// The socket lies in a folder that only our user can enter, or where the user wants it (<see cref="PortSocket"/>).
/// </remarks>
internal sealed class ReversePort : IAsyncDisposable
{
    /// <summary>Bytes that a runtime says when it connects.</summary>
    internal const int AdvertiseSize = 34;

    private static readonly TimeSpan AcceptPause = TimeSpan.FromSeconds(0.2);

    private readonly PortSocket _socket;
    private readonly IDisposable _guarded;
    private readonly Channel<SuspendedRuntime> _runtimes = Channel.CreateUnbounded<SuspendedRuntime>();
    private readonly KnownRuntimes _known = new();
    // Only the accepting task changes it.
    private readonly List<Socket> _connections = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<Socket, CancellationToken, ValueTask<Socket>> _accept;
    private readonly Task _accepting;
    private bool _isLeft;

    private ReversePort(PortSocket socket, Func<Socket, CancellationToken, ValueTask<Socket>> accept)
    {
        _socket = socket;
        _accept = accept;
        _guarded = SessionGuard.HoldPort(socket.Listener);
        EnvironmentValue = EnvironmentValueOf(socket.Path);
        EnvironmentValueWithoutWait = socket.Path + ",connect,nosuspend";
        _accepting = AcceptAsync();
    }

    private static ReadOnlySpan<byte> Magic => "ADVR_V1\0"u8;

    /// <summary>What DOTNET_DiagnosticPorts must be for a runtime to connect here.</summary>
    public string EnvironmentValue { get; }

    /// <summary>What it must be for a runtime to connect here and go on at once, also when nobody listens any more.</summary>
    public string EnvironmentValueWithoutWait { get; }

    /// <summary>The runtimes that connected, each once.</summary>
    public ChannelReader<SuspendedRuntime> Runtimes => _runtimes.Reader;

    /// <summary>What DOTNET_DiagnosticPorts must be for a runtime to connect to that path, and to wait until it is told to go on.</summary>
    public static string EnvironmentValueOf(string path) => path + ",connect,suspend";

    /// <summary>Listens in a folder of its own.</summary>
    public static ReversePort Listen() => Listen(static (listener, stop) => listener.AcceptAsync(stop));

    /// <summary>Listens in a folder of its own.</summary>
    /// <param name="accept">Takes the next connection of the listening socket; of a test, one that fails.</param>
    internal static ReversePort Listen(Func<Socket, CancellationToken, ValueTask<Socket>> accept) => new(PortSocket.InOwnFolder(), accept);

    /// <summary>Listens where the user says.</summary>
    /// <exception cref="WatchException">It cannot, or somebody does already.</exception>
    public static ReversePort ListenAt(string path) => new(PortSocket.At(path), static (listener, stop) => listener.AcceptAsync(stop));

    /// <summary>The next one that connects; null when it is not waited for any more, or the port is closed.</summary>
    public async Task<SuspendedRuntime?> NextAsync(CancellationToken stop)
    {
        try
        {
            return await Runtimes.ReadAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            return null;
        }
    }

    /// <summary>Lets go on whoever connects, until it is stopped or the port is closed.</summary>
    public async Task ResumeAllAsync(CancellationToken stop)
    {
        while (await NextAsync(stop).ConfigureAwait(false) is { } runtime)
        {
            await runtime.ResumeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Leaves the port to the watchdog when it is closed here: from this process's end on the watchdog lets go on whoever connects, for as long as a process
    /// is there that was told to connect.
    /// </summary>
    /// <returns>False when there is no watchdog.</returns>
    public bool LeaveToWatchdog() => _isLeft = !ReferenceEquals(_guarded, _socket.Listener);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        if (!_isLeft)
        {
            // First: it asks who listens at its path before it takes its file away.
            _socket.Dispose();
            _guarded.Dispose();
        }

        await _accepting.ConfigureAwait(false);
        while (_runtimes.Reader.TryRead(out SuspendedRuntime? late))
        {
            // Nobody took it: it must not wait for a port that is gone.
            await late.ResumeAsync().ConfigureAwait(false);
        }

        foreach (Socket connection in _connections)
        {
            connection.Dispose();
        }

        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> reading = [];
        try
        {
            while (true)
            {
                Socket? connection = await TryAcceptAsync().ConfigureAwait(false);

                // Also when it failed: that may have been for want of what the closed ones hold.
                DropClosed(_connections);
                if (connection is null)
                {
                    continue;
                }

                _connections.Add(connection);
                reading.RemoveAll(static r => r.IsCompleted);

                // Each on its own: one that connects and says nothing must not keep the others suspended.
                reading.Add(TakeAsync(connection));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            await Task.WhenAll(reading).ConfigureAwait(false);
            _runtimes.Writer.TryComplete();
        }
    }

    // Null after a pause when it failed.
    private async Task<Socket?> TryAcceptAsync()
    {
        try
        {
            return await _accept(_socket.Listener, _closing.Token).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // No file is left to open for it, say: who connected stays in the queue, suspended, and what would fail again at once is not tried again at once.
            await Task.Delay(AcceptPause, _closing.Token).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Forgets those whose other side is gone: a command may start thousands of runtimes that live shortly.</summary>
    internal static void DropClosed(List<Socket> connections)
    {
        foreach (Socket closed in connections.FindAll(connection => connection.Poll(0, SelectMode.SelectRead) && connection.Available == 0))
        {
            closed.Dispose();
            connections.Remove(closed);
        }
    }

    private async Task TakeAsync(Socket connection)
    {
        if (await ReadAdvertiseAsync(connection).ConfigureAwait(false) is not { } runtime)
        {
            return;
        }

        if (_known.Add(runtime))
        {
            _runtimes.Writer.TryWrite(new SuspendedRuntime(runtime.ProcessId, connection));
        }
    }

    /// <summary>Who says it when it connects: 8 bytes magic, 16 bytes cookie, process id u64, 2 bytes reserved.</summary>
    internal static (int ProcessId, Guid Cookie) IdentityOf(ReadOnlySpan<byte> advertised) =>
        ((int)BinaryPrimitives.ReadInt64LittleEndian(advertised[24..]), new Guid(advertised.Slice(8, 16)));

    private async Task<(int ProcessId, Guid Cookie)?> ReadAdvertiseAsync(Socket connection)
    {
        var message = new byte[AdvertiseSize];
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            for (int read = 0; read < message.Length;)
            {
                int count = await connection.ReceiveAsync(message.AsMemory(read), timeout.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    return null;
                }

                read += count;
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }

        return message.AsSpan(0, 8).SequenceEqual(Magic) ? IdentityOf(message) : null;
    }
}
