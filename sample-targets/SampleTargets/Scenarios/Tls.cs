using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Synchronous TLS in handlers.</summary>
/// <remarks>
/// The fault: <see cref="HandshakeAsync"/> authenticates synchronously against a server on the loopback address that answers after
/// 200 ms, <see cref="ReadAsync"/> reads from it, after a handshake without blocking, what it sends after 200 ms.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0005, category Socket, at each of the two lines: SslStream.AuthenticateAsClient and SslStream.Read, with
/// their asynchronous counterparts.
/// The healthy twin (<c>--load healthy</c>) awaits both: nothing.
/// </remarks>
internal sealed class Tls : WebScenario
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(200);

    // Trusted by this client alone, and gone with the process.
    private static readonly X509Certificate2 Certificate = SelfSigned();

    public override string Name => "tls";

    public override string Description => "handlers authenticate and read over TLS synchronously for about 200 ms (BW0005)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0005");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/tls-async", WebTarget.OkPath];

    // The first handshake of a process loads OpenSSL and the system's certificates: some 100 ms of real work, once.
    protected override IReadOnlyList<string> WarmUpPaths { get; } = ["/tls-at-once", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/handshake", HandshakeAsync);
        routes.MapGet("/read", ReadAsync);
        routes.MapGet("/tls-async", () => WithoutBlockingAsync(Slow));
        routes.MapGet("/tls-at-once", () => WithoutBlockingAsync(TimeSpan.Zero));
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/handshake", WebTarget.OkPath, "/read", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> HandshakeAsync(TruthLog truth)
    {
        using Socket listener = Listen();
        Task serving = ServeAsync(listener, beforeHandshake: Slow, beforeData: TimeSpan.Zero);
        await using SslStream tls = await ConnectAsync(listener);
        Fault fault = truth.Begin();
        tls.AuthenticateAsClient(Client()); // BLOCKS
        truth.End(fault, FaultCategory.Socket);
        int read = await tls.ReadAsync(new byte[1]);
        await serving;
        return Results.Text(read == 1 ? "read" : "closed");
    }

    private static async Task<IResult> ReadAsync(TruthLog truth)
    {
        using Socket listener = Listen();
        Task serving = ServeAsync(listener, beforeHandshake: TimeSpan.Zero, beforeData: Slow);
        await using SslStream tls = await ConnectAsync(listener);
        await tls.AuthenticateAsClientAsync(Client());
        byte[] buffer = new byte[1];
        Fault fault = truth.Begin();
        int read = tls.Read(buffer, 0, buffer.Length); // BLOCKS
        truth.End(fault, FaultCategory.Socket);
        await serving;
        return Results.Text(read == 1 ? "read" : "closed");
    }

    private static async Task<IResult> WithoutBlockingAsync(TimeSpan delay)
    {
        using Socket listener = Listen();
        Task serving = ServeAsync(listener, delay, delay);
        await using SslStream tls = await ConnectAsync(listener);
        await tls.AuthenticateAsClientAsync(Client());
        int read = await tls.ReadAsync(new byte[1]);
        await serving;
        return Results.Text(read == 1 ? "read" : "closed");
    }

    /// <summary>The server: accepts one connection, and takes its time before the handshake and before it sends one byte.</summary>
    private static async Task ServeAsync(Socket listener, TimeSpan beforeHandshake, TimeSpan beforeData)
    {
        await using SslStream tls = new(new NetworkStream(await listener.AcceptAsync(), ownsSocket: true));
        await Task.Delay(beforeHandshake);
        await tls.AuthenticateAsServerAsync(Certificate);
        await Task.Delay(beforeData);
        await tls.WriteAsync(new byte[1]);
    }

    private static async Task<SslStream> ConnectAsync(Socket listener)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndPoint!);
        return new SslStream(new NetworkStream(socket, ownsSocket: true));
    }

    private static SslClientAuthenticationOptions Client() => new()
    {
        TargetHost = "localhost",
        RemoteCertificateValidationCallback = (_, certificate, _, _) => Certificate.Equals(certificate),
    };

    private static Socket Listen()
    {
        Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    private static X509Certificate2 SelfSigned()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
