using System.Net;
using System.Net.Mail;
using System.Net.Security;
using System.Net.Sockets;
using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Sockets on the loopback whose other end keeps silent.</summary>
internal static class SocketCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        OnSocket("Receive", socket => socket.Receive(new byte[1])),
        OnSocket("Send", socket => socket.Send(new byte[64 << 20])),
        OnSocket("SendFile", socket => socket.SendFile(null, new byte[64 << 20], null, TransmitFileOptions.UseDefaultWorkerThread)),
        OnSocket("Poll", socket => socket.Poll(-1, SelectMode.SelectRead)),
        OnSocket("Select", socket => Socket.Select(new List<Socket> { socket }, null, null, -1)),
        OnUdp("ReceiveFrom", socket =>
        {
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            socket.ReceiveFrom(new byte[1], ref from);
        }),
        OnUdp("ReceiveMessageFrom", socket =>
        {
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            SocketFlags flags = SocketFlags.None;
            socket.ReceiveMessageFrom(new byte[1], 0, 1, ref flags, ref from, out _);
        }),
        OnUdp("SendTo", socket => socket.SendTo(new byte[60_000], socket.LocalEndPoint!), repeats: true),
        new(Internal.TypeOf(typeof(Socket), "System.Net.Sockets.SocketAsyncContext"), "PerformSyncOperation", Cause.Socket, _ =>
        {
            // Once a socket was used asynchronously, its synchronous calls wait for its events, not in the system call.
            (Socket one, Socket other) = Pair();
            Task<int> first = one.ReceiveAsync(new byte[1]);
            other.Send([1]);
            first.GetAwaiter().GetResult();
            return () => one.Receive(new byte[1]);
        }),
        new(typeof(Socket), "Accept", Cause.Socket, _ => () => Listener(1).Accept()),
        new(typeof(Socket), "Connect", Cause.Socket, hold =>
        {
            EndPoint busy = BusyServer(hold);
            return () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).Connect(busy);
        }),
        new(typeof(TcpClient), "Connect", Cause.Socket, hold =>
        {
            IPEndPoint busy = BusyServer(hold);
            return () => new TcpClient().Connect(busy);
        }),
        new(typeof(TcpClient), ".ctor", Cause.Socket, hold =>
        {
            int port = BusyServer(hold).Port;
            return () => _ = new TcpClient("127.0.0.1", port);
        }),
        OnStream(typeof(NetworkStream), "Read", stream => stream.Read(new byte[1])),
        OnStream(typeof(NetworkStream), "ReadByte", stream => stream.ReadByte()),
        OnStream(typeof(NetworkStream), "Write", stream => stream.Write(new byte[64 << 20])),
        OnStream(typeof(NetworkStream), "WriteByte", stream =>
        {
            while (true)
            {
                stream.WriteByte(1);
            }
        }),
        OnStream(typeof(SslStream), "AuthenticateAsClient", stream => new SslStream(stream).AuthenticateAsClient("server")),
        OnStream(typeof(SslStream), "AuthenticateAsServer", stream => new SslStream(stream).AuthenticateAsServer(SelfSigned.Certificate)),
        OnTls("Read", stream => stream.Read(new byte[1], 0, 1)),
        OnTls("Write", stream => stream.Write(new byte[64 << 20])),
        new(typeof(TcpListener), "AcceptTcpClient", Cause.Socket, _ => () => Started().AcceptTcpClient()),
        new(typeof(TcpListener), "AcceptSocket", Cause.Socket, _ => () => Started().AcceptSocket()),
        new(typeof(UdpClient), "Receive", Cause.Socket, _ => () =>
        {
            var from = new IPEndPoint(IPAddress.Any, 0);
            new UdpClient(0).Receive(ref from);
        }),
        new(typeof(UdpClient), "Send", Cause.Socket, _ =>
        {
            var client = new UdpClient(0);
            client.Connect(IPAddress.Loopback, ((IPEndPoint)client.Client.LocalEndPoint!).Port);
            return () => client.Send(new byte[60_000]);
        }, Repeats: true),
        new(typeof(SmtpClient), "Send", Cause.Socket, _ =>
        {
            int port = SilentServer();
            return () => new SmtpClient("127.0.0.1", port).Send("a@example.org", "b@example.org", "", "");
        }),
        new(typeof(Dns), "GetHostEntry", Cause.Dns, _ => () => Dns.GetHostEntry("localhost"), Repeats: true),
        new(typeof(Dns), "GetHostAddresses", Cause.Dns, _ => () => Dns.GetHostAddresses("localhost"), Repeats: true),
        new(typeof(Dns), "GetHostByName", Cause.Dns, _ => () => Dns.GetHostByName("localhost"), Repeats: true),
        new(typeof(Dns), "GetHostByAddress", Cause.Dns, _ => () => Dns.GetHostByAddress("127.0.0.1"), Repeats: true),
        new(typeof(Dns), "Resolve", Cause.Dns, _ => () => Dns.Resolve("localhost"), Repeats: true),
    ];

    /// <summary>The port of a server that takes connections and never says a word.</summary>
    public static int SilentServer() => ((IPEndPoint)Listener(16).LocalEndPoint!).Port;

    private static LiveCall OnSocket(string method, Action<Socket> call) => new(typeof(Socket), method, Cause.Socket, _ =>
    {
        Socket socket = Pair().One;
        return () => call(socket);
    });

    private static LiveCall OnUdp(string method, Action<Socket> call, bool repeats = false) => new(typeof(Socket), method, Cause.Socket, _ =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return () => call(socket);
    }, repeats);

    private static LiveCall OnStream(Type type, string method, Action<NetworkStream> call) => new(type, method, Cause.Socket, hold =>
    {
        (Socket one, Socket other) = Pair();
        hold.OnRelease(other.Dispose);
        var stream = new NetworkStream(one);
        return () => call(stream);
    });

    private static LiveCall OnTls(string method, Action<SslStream> call) => new(typeof(SslStream), method, Cause.Socket, _ =>
    {
        (Socket one, Socket other) = Pair();
        var server = new SslStream(new NetworkStream(other));
        Task ready = server.AuthenticateAsServerAsync(SelfSigned.Certificate);
        var client = new SslStream(new NetworkStream(one), false, (_, _, _, _) => true);
        client.AuthenticateAsClient("server");
        ready.GetAwaiter().GetResult();
        return () => call(client);
    });

    private static Socket Listener(int backlog)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(backlog);
        Kept.Add(listener);
        return listener;
    }

    private static TcpListener Started()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static (Socket One, Socket Other) Pair()
    {
        Socket listener = Listener(1);
        var one = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        one.Connect(listener.LocalEndPoint!);
        Socket other = listener.Accept();
        Kept.Add(other);
        return (one, other);
    }

    // The kernel answers no further connection once the queue of those that nobody accepts is full.
    public static IPEndPoint BusyServer(Hold hold)
    {
        Socket listener = Listener(0);
        hold.OnRelease(listener.Dispose);
        for (int i = 0; i < 4; i++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            Kept.Add(client);
            try
            {
                client.Connect(listener.LocalEndPoint!);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // On its way: that is all that is wanted of it.
            }
        }

        return (IPEndPoint)listener.LocalEndPoint!;
    }

    // Other ends must live as long as the calls do.
    private static readonly System.Collections.Concurrent.ConcurrentBag<Socket> Kept = [];
}
