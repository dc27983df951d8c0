using System.Diagnostics;
using System.Net.Sockets;
using BlockWatch.EventPipe.Guarding;
using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Targets;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Tests.Guarding;

/// <summary>The watchdog's work, on a thread instead of in a process: real sockets, a parent that we say is stopped.</summary>
public sealed class WatchdogTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SafeFileHandle _ours;
    private readonly SafeFileHandle _theirs;
    private readonly Task _watchdog;
    private volatile char _state = 'S';

    public WatchdogTests()
    {
        (_ours, _theirs) = Native.NewPair();
        _watchdog = Task.Factory.StartNew(
            () => Watchdog.Run(_theirs, () => (_state, 0), static () => { }), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [LinuxFact]
    public async Task It_shuts_down_what_it_holds_when_its_parent_is_stopped_and_says_so()
    {
        using Connection connection = await Connection.OpenAsync();
        Assert.True(GuardMessage.Send(_ours, GuardMessageKind.Session, 1, connection.Ours.SafeHandle));
        Assert.True(await connection.IsOpenAsync());

        _state = 'T';
        Assert.True(await connection.EndsAsync(Patience), "the other side was not freed");
        Assert.Equal(1, await ReadAnswerAsync());
    }

    [LinuxFact]
    public async Task It_frees_a_writer_that_waits_for_a_reader_that_does_not_read()
    {
        using Connection connection = await Connection.OpenAsync();
        void WriteForEver()
        {
            while (true)
            {
                connection.Theirs.Send(new byte[4096]);
            }
        }

        Task<SocketException> writing = Task.Run(() => Assert.Throws<SocketException>((Action)WriteForEver));
        Assert.True(GuardMessage.Send(_ours, GuardMessageKind.Session, 1, connection.Ours.SafeHandle));
        _state = 'T';
        await writing.WaitAsync(Patience);
    }

    [LinuxFact]
    public async Task It_leaves_alone_what_it_was_told_to_let_go()
    {
        using Connection released = await Connection.OpenAsync();
        using Connection held = await Connection.OpenAsync();
        Assert.True(GuardMessage.Send(_ours, GuardMessageKind.Session, 1, released.Ours.SafeHandle));
        Assert.True(GuardMessage.Send(_ours, GuardMessageKind.Release, 1));
        Assert.True(GuardMessage.Send(_ours, GuardMessageKind.Session, 2, held.Ours.SafeHandle));
        _state = 'T';

        Assert.True(await held.EndsAsync(Patience));
        Assert.True(await released.IsOpenAsync());
    }

    [LinuxFact]
    public async Task It_ends_with_its_parent_and_holds_nothing_open()
    {
        using Connection connection = await Connection.OpenAsync();
        Assert.True(GuardMessage.Send(_ours, GuardMessageKind.Session, 1, connection.Ours.SafeHandle));
        Assert.True(await connection.IsOpenAsync());
        connection.Ours.Dispose();

        _ours.Dispose();
        await _watchdog.WaitAsync(Patience);
        Assert.True(await connection.EndsAsync(Patience));
    }

    [LinuxFact]
    public async Task A_target_that_is_stopped_as_well_is_left_alone()
    {
        using Connection connection = await Connection.OpenAsync();
        int? asked = null;
        char targetState = 'T';
        using HeldConnection held = new(new SafeFileHandle(connection.Ours.Handle, ownsHandle: false), target =>
        {
            asked = target;
            return targetState;
        });
        Assert.False(held.IsWaitedFor(TimeSpan.Zero, 'T', 5));
        Assert.False(held.IsWaitedFor(StopRule.Patience, 'T', 5));
        targetState = 'S';
        Assert.False(held.IsWaitedFor(StopRule.Patience, 'T', 5));
        Assert.True(held.IsWaitedFor(2 * StopRule.Patience, 'T', 5));

        // Who listened is who is asked for.
        Assert.Equal(Environment.ProcessId, asked);
    }

    [LinuxFact]
    public async Task A_connection_that_was_not_handed_over_is_taken_and_shut_down_by_the_name_of_its_other_end()
    {
        using Connection meant = await Connection.OpenAsync();
        using Connection other = await Connection.OpenAsync();
        UnheldConnections.ShutDown(Environment.ProcessId, meant.Name);

        Assert.True(await meant.EndsAsync(Patience));
        Assert.True(await other.IsOpenAsync());
    }

    [LinuxFact]
    public async Task A_runtime_that_waits_at_the_port_of_a_parent_that_died_is_let_go_on()
    {
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        UnixDomainSocketEndPoint address = new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        listener.Bind(address);
        listener.Listen();

        // As a port is that was accepted from asynchronously.
        listener.Blocking = false;
        Assert.True(GuardMessage.Send(_ours, GuardMessageKind.Port, 1, listener.SafeHandle));
        _ours.Dispose();

        Assert.Equal(DiagnosticIpc.ResumeMessage(), await AnswerAsync(address));
        await _watchdog.WaitAsync(Patience);
    }

    [LinuxFact]
    public async Task A_port_is_served_as_long_as_a_process_is_there_that_was_told_to_connect_to_it()
    {
        using PortSocket port = PortSocket.InOwnFolder();
        using Process told = Told(port);
        int looks = 0;
        bool IsLeftOut(int id) => id == told.Id && Interlocked.Increment(ref looks) < 0;
        Task serving = ServeAsync(port, IsLeftOut);
        await Task.Run(() => Eventually.True(() => Volatile.Read(ref looks) >= 5, "it looks again and again"));

        Assert.Equal(DiagnosticIpc.ResumeMessage(), await AnswerAsync(new UnixDomainSocketEndPoint(port.Path)));
        Assert.False(serving.IsCompleted);
        told.StandardInput.Close();
        await serving.WaitAsync(Patience);
        Assert.False(Directory.Exists(Path.GetDirectoryName(port.Path)));
    }

    /// <summary>After each command a runtime connects anew: answered again, it would do so for ever.</summary>
    [LinuxFact]
    public async Task A_runtime_that_connects_again_after_its_resume_is_left_alone()
    {
        using PortSocket port = PortSocket.InOwnFolder();
        UnixDomainSocketEndPoint address = new(port.Path);
        Assert.True(GuardMessage.Send(_ours, GuardMessageKind.Port, 1, port.Listener.SafeHandle));
        _ours.Dispose();
        Assert.Equal(DiagnosticIpc.ResumeMessage(), await AnswerAsync(address, runtime: 1));

        using Socket again = await ConnectAsync(address, runtime: 1);

        // The next is not looked at before it.
        Assert.Equal(DiagnosticIpc.ResumeMessage(), await AnswerAsync(address, runtime: 2));
        Assert.Equal(0, again.Available);
        Assert.False(again.Poll(0, SelectMode.SelectRead));
    }

    [LinuxFact]
    public async Task A_port_is_not_served_for_those_who_were_told_otherwise_since()
    {
        using PortSocket port = PortSocket.InOwnFolder();
        using Process told = Told(port);
        await ServeAsync(port, id => id == told.Id).WaitAsync(Patience);

        Assert.False(told.HasExited);
        told.StandardInput.Close();
        await told.WaitForExitAsync().WaitAsync(Patience);
    }

    // Waits until its input ends.
    private static Process Told(PortSocket port) => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "read line"])
    {
        RedirectStandardInput = true,
        Environment = { [LaunchedProcess.PortsVariable] = ReversePort.EnvironmentValueOf(port.Path) },
    })!;

    // As when the owner of the port was killed: nobody else has it any more.
    private static Task ServeAsync(PortSocket port, Func<int, bool> isLeftOut)
    {
        SafeFileHandle listener = new(port.Listener.SafeHandle.DangerousGetHandle(), ownsHandle: false);
        return Task.Factory.StartNew(
            () => AbandonedPort.Serve(listener, TimeSpan.Zero, isLeftOut, lookEvery: TimeSpan.FromMilliseconds(5)),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static async Task<byte[]> AnswerAsync(UnixDomainSocketEndPoint address, byte runtime = 0)
    {
        using Socket connection = await ConnectAsync(address, runtime);
        byte[] answer = new byte[100];
        using CancellationTokenSource limit = new(Patience);
        return answer[..await connection.ReceiveAsync(answer, limit.Token)];
    }

    // What tells runtimes apart: 16 bytes of a cookie after the eight of the magic.
    private static async Task<Socket> ConnectAsync(UnixDomainSocketEndPoint address, byte runtime)
    {
        Socket connection = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(address);
        byte[] advertised = new byte[ReversePort.AdvertiseSize];
        advertised[8] = runtime;
        await connection.SendAsync(advertised);
        return connection;
    }

    private async Task<int> ReadAnswerAsync()
    {
        using Socket socket = new(new SafeSocketHandle(_ours.DangerousGetHandle(), ownsHandle: false));
        byte[] answer = new byte[1];
        using CancellationTokenSource limit = new(Patience);
        await socket.ReceiveAsync(answer, limit.Token);
        return answer[0];
    }

    /// <summary>Two connected sockets: a session's connection, and the runtime's end of it.</summary>
    private sealed class Connection(string name, Socket ours, Socket theirs) : IDisposable
    {
        public string Name => name;

        public Socket Ours => ours;

        public Socket Theirs => theirs;

        public static async Task<Connection> OpenAsync()
        {
            using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
            Socket ours = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await ours.ConnectAsync(new UnixDomainSocketEndPoint(path));
            return new Connection(path, ours, await listener.AcceptAsync());
        }

        /// <summary>True when a byte still goes through.</summary>
        public async Task<bool> IsOpenAsync()
        {
            using CancellationTokenSource limit = new(Patience);
            byte[] got = new byte[1];
            await theirs.SendAsync(new byte[] { 7 }, limit.Token);
            return await ours.ReceiveAsync(got, limit.Token) == 1 && got[0] == 7;
        }

        /// <summary>True when the runtime's end sees the connection end in time.</summary>
        public async Task<bool> EndsAsync(TimeSpan patience)
        {
            using CancellationTokenSource limit = new(patience);
            try
            {
                return await theirs.ReceiveAsync(new byte[1], limit.Token) == 0;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        public void Dispose()
        {
            ours.Dispose();
            theirs.Dispose();
        }
    }
}
