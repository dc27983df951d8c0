using System.Buffers.Binary;
using System.Net.Sockets;
using BlockWatch.EventPipe.Launching;

namespace BlockWatch.EventPipe.Tests.Launching;

/// <summary>The port, with runtimes that the test plays.</summary>
public sealed class ReversePortTests : IAsyncLifetime
{
    private readonly ReversePort _port = ReversePort.Listen();
    private readonly List<Socket> _runtimes = [];

    private string SocketPath => _port.EnvironmentValue.Split(',')[0];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _runtimes.ForEach(r => r.Dispose());
        if (Directory.Exists(Path.GetDirectoryName(SocketPath)))
        {
            await _port.DisposeAsync();
        }
    }

    [Fact]
    public void A_runtime_is_told_to_connect_and_to_wait() => Assert.Equal($"{SocketPath},connect,suspend", _port.EnvironmentValue);

    [Fact]
    public void A_child_of_a_watched_runtime_is_told_to_connect_and_not_to_wait() =>
        Assert.Equal($"{SocketPath},connect,nosuspend", _port.EnvironmentValueWithoutWait);

    // Ids come again when thousands of processes are started.
    [Fact]
    public async Task Another_runtime_with_the_same_process_id_is_another_one()
    {
        Connect(Advertise(4242));
        Assert.Equal(4242, await NextAsync());
        byte[] other = Advertise(4242);
        other[8] ^= 0xFF;
        Connect(other);
        Assert.Equal(4242, await NextAsync());
    }

    [Fact]
    public async Task The_connection_of_a_runtime_that_lives_outlasts_those_of_dead_ones()
    {
        Socket lives = Connect(Advertise(1));
        SuspendedRuntime runtime = await _port.Runtimes.ReadAsync().AsTask().WithinLimit();
        for (int id = 2; id < 20; id++)
        {
            using Socket dies = Connect(Advertise(id));
            Assert.Equal(id, await NextAsync());
        }

        await runtime.ResumeAsync();
        Assert.Equal(20, await lives.ReceiveAsync(new byte[100]).WithinLimit());
    }

    [Fact]
    public async Task A_runtime_that_connects_twice_is_seen_once()
    {
        Connect(Advertise(4242));
        Connect(Advertise(4242));
        Connect(Advertise(4243));
        int[] seen = [await NextAsync(), await NextAsync()];
        Assert.Equal([4242, 4243], seen.Order());
        Assert.False(_port.Runtimes.TryRead(out _));
    }

    [Fact]
    public async Task An_advertisement_may_come_in_pieces()
    {
        byte[] advertise = Advertise(4242);
        Socket runtime = Connect(advertise[..5]);
        runtime.Send(advertise.AsSpan(5, 20));
        runtime.Send(advertise.AsSpan(25));
        Assert.Equal(4242, await NextAsync());
    }

    [Fact]
    public async Task Resuming_sends_the_protocols_message_on_the_first_connection()
    {
        Socket first = Connect(Advertise(4242));
        SuspendedRuntime runtime = await _port.Runtimes.ReadAsync().AsTask().WithinLimit();
        Connect(Advertise(4242));
        await runtime.ResumeAsync();

        var received = new byte[100];
        int count = await first.ReceiveAsync(received).WithinLimit();
        byte[] expected = [.. "DOTNET_IPC_V1\0"u8, 20, 0, 4, 1, 0, 0];
        Assert.Equal(expected, received[..count]);
    }

    [Fact]
    public async Task Garbage_and_connections_that_break_off_are_passed_over()
    {
        byte[] wrongMagic = Advertise(1);
        wrongMagic[0] ^= 0xFF;
        Connect(wrongMagic);
        Connect(new byte[34]);
        Connect([1, 2, 3]).Shutdown(SocketShutdown.Both);
        Connect([]).Dispose();
        Connect(Advertise(4242));
        Assert.Equal(4242, await NextAsync());
        Assert.False(_port.Runtimes.TryRead(out _));
    }

    // Any child that inherits the variable may connect and stay silent; the application must not wait for it.
    [Fact]
    public async Task A_connection_that_stays_silent_keeps_nobody_waiting()
    {
        Connect([]);
        Connect(Advertise(4242));
        await _port.Runtimes.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Resuming_a_runtime_that_has_died_does_nothing()
    {
        Socket connection = Connect(Advertise(4242));
        SuspendedRuntime runtime = await _port.Runtimes.ReadAsync().AsTask().WithinLimit();
        connection.Dispose();
        await runtime.ResumeAsync();
        await runtime.ResumeAsync();
    }

    [Fact]
    public async Task Closing_ends_the_list_and_leaves_no_file()
    {
        Socket runtime = Connect(Advertise(4242));
        Assert.Equal(4242, await NextAsync());
        string folder = Path.GetDirectoryName(SocketPath)!;
        Assert.True(Directory.Exists(folder));

        await _port.DisposeAsync().AsTask().WithinLimit();

        Assert.False(Directory.Exists(folder));
        Assert.False(await _port.Runtimes.WaitToReadAsync().AsTask().WithinLimit());
        Assert.Equal(0, await runtime.ReceiveAsync(new byte[1]).WithinLimit());
    }

    // No descriptor is left for it, say. The runtime waits in the listening socket's queue meanwhile.
    [Fact]
    public async Task A_connection_that_cannot_be_taken_is_taken_later()
    {
        int asked = 0;
        await using ReversePort port = ReversePort.Listen((listener, stop) =>
            ++asked == 1 ? throw new SocketException((int)SocketError.TooManyOpenSockets) : listener.AcceptAsync(stop));
        Connect(Advertise(4242), port.EnvironmentValue.Split(',')[0]);

        Assert.Equal(4242, (await port.Runtimes.ReadAsync().AsTask().WithinLimit()).ProcessId);
    }

    private async Task<int> NextAsync() => (await _port.Runtimes.ReadAsync().AsTask().WithinLimit()).ProcessId;

    private Socket Connect(byte[] message) => Connect(message, SocketPath);

    private Socket Connect(byte[] message, string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _runtimes.Add(socket);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        socket.Send(message);
        return socket;
    }

    // 8 bytes magic, 16 bytes cookie, process id u64, 2 bytes reserved.
    internal static byte[] Advertise(long processId)
    {
        var message = new byte[34];
        "ADVR_V1\0"u8.CopyTo(message);
        message.AsSpan(8, 16).Fill(0xAB);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(24), processId);
        return message;
    }
}
