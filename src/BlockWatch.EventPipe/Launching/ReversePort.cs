using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using BlockWatch.EventPipe.Guarding;

namespace BlockWatch.EventPipe.Launching;

/// <summary>A port that runtimes connect to when they start, suspended until they are told to go on.</summary>
/// <remarks>
/// The variable that sends a runtime here is inherited by the processes that it starts; each of them connects too and waits.
/// After a command on a connection the runtime connects again: such connections are kept open and left alone, because a
/// closed one would be tried again and again. Protocol: dotnet/diagnostics, ipc-protocol.md, "Advertise".
/// The socket lies in a folder that only our user can enter.
/// </remarks>
internal sealed class ReversePort : IAsyncDisposable
{
    /// <summary>Bytes that a runtime says when it connects.</summary>
    internal const int AdvertiseSize = 34;

    private readonly DirectoryInfo _folder;
    private readonly Socket _listener;
    private readonly IDisposable _guarded;
    private readonly Channel<SuspendedRuntime> _runtimes = Channel.CreateUnbounded<SuspendedRuntime>();
    private readonly ConcurrentDictionary<(int ProcessId, Guid Cookie), bool> _known = new();
    // Only the accepting task changes it.
    private readonly List<Socket> _connections = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    private ReversePort(DirectoryInfo folder, Socket listener, string path)
    {
        _folder = folder;
        _listener = listener;
        _guarded = SessionGuard.HoldPort(listener);
        EnvironmentValue = path + ",connect,suspend";
        EnvironmentValueWithoutWait = path + ",connect,nosuspend";
        _accepting = AcceptAsync();
    }

    private static ReadOnlySpan<byte> Magic => "ADVR_V1\0"u8;

    /// <summary>What DOTNET_DiagnosticPorts must be for a runtime to connect here.</summary>
    public string EnvironmentValue { get; }

    /// <summary>What it must be for a runtime to connect here and go on at once, also when nobody listens any more.</summary>
    public string EnvironmentValueWithoutWait { get; }

    /// <summary>The runtimes that connected, each once.</summary>
    public ChannelReader<SuspendedRuntime> Runtimes => _runtimes.Reader;

    public static ReversePort Listen()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("blockwatch-");
        string path = Path.Combine(folder.FullName, "port");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(16);
        return new ReversePort(folder, listener, path);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        _guarded.Dispose();
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        foreach (Socket connection in _connections)
        {
            connection.Dispose();
        }

        _folder.Delete(recursive: true);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> reading = [];
        try
        {
            while (true)
            {
                Socket connection = await _listener.AcceptAsync(_closing.Token).ConfigureAwait(false);
                DropClosed();
                _connections.Add(connection);
                reading.RemoveAll(static r => r.IsCompleted);

                // Each on its own: one that connects and says nothing must not keep the others suspended.
                reading.Add(TakeAsync(connection));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(reading).ConfigureAwait(false);
            _runtimes.Writer.TryComplete();
        }
    }

    // A command may start thousands of runtimes that live shortly.
    private void DropClosed()
    {
        foreach (Socket closed in _connections.FindAll(connection => connection.Poll(0, SelectMode.SelectRead) && connection.Available == 0))
        {
            closed.Dispose();
            _connections.Remove(closed);
        }
    }

    private async Task TakeAsync(Socket connection)
    {
        if (await ReadAdvertiseAsync(connection).ConfigureAwait(false) is { } runtime && _known.TryAdd(runtime, true))
        {
            _runtimes.Writer.TryWrite(new SuspendedRuntime(runtime.ProcessId, connection));
        }
    }

    // 8 bytes magic, 16 bytes cookie, process id u64, 2 bytes reserved.
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

        return message.AsSpan(0, 8).SequenceEqual(Magic)
            ? ((int)BinaryPrimitives.ReadInt64LittleEndian(message.AsSpan(24)), new Guid(message.AsSpan(8, 16)))
            : null;
    }
}
