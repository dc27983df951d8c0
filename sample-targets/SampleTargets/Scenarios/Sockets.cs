using System.Net;
using System.Net.Sockets;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Synchronous sockets in handlers.</summary>
/// <remarks>
/// The fault: <see cref="ReceiveAsync"/> receives from a peer on the loopback address that answers after 200 ms,
/// <see cref="ReadAsync"/> reads from it through a NetworkStream, <see cref="AcceptAsync"/> accepts a connection that comes after 200 ms.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0005, category Socket, at each of the three lines, with the asynchronous counterparts.
/// The healthy twin (<c>--load healthy</c>) uses Socket.ReceiveAsync: nothing.
/// There is no Connect: on the loopback address it is over at once, or takes a second and more.
/// </remarks>
internal sealed class Sockets : WebScenario
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(200);

    public override string Name => "sockets";

    public override string Description => "handlers receive, read and accept synchronously for about 200 ms (BW0005)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0005");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/receive-async", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/receive", ReceiveAsync);
        routes.MapGet("/read", ReadAsync);
        routes.MapGet("/accept", AcceptAsync);
        routes.MapGet("/receive-async", ReceiveWithoutBlockingAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/receive", WebTarget.OkPath, "/read", WebTarget.OkPath, "/accept", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> ReceiveAsync(TruthLog truth)
    {
        using Socket listener = Listen();
        Task answer = AnswerAsync(listener);
        using Socket socket = await ConnectAsync(listener);
        byte[] buffer = new byte[1];
        Fault fault = truth.Begin();
        int received = socket.Receive(buffer); // BLOCKS
        truth.End(fault, FaultCategory.Socket);
        await answer;
        return Results.Text(received == 1 ? "received" : "closed");
    }

    private static async Task<IResult> ReadAsync(TruthLog truth)
    {
        using Socket listener = Listen();
        Task answer = AnswerAsync(listener);
        await using NetworkStream stream = new(await ConnectAsync(listener), ownsSocket: true);
        byte[] buffer = new byte[1];
        Fault fault = truth.Begin();
        int read = stream.Read(buffer); // BLOCKS
        truth.End(fault, FaultCategory.Socket);
        await answer;
        return Results.Text(read == 1 ? "read" : "closed");
    }

    private static async Task<IResult> AcceptAsync(TruthLog truth)
    {
        await Task.Delay(5);
        using Socket listener = Listen();
        Task<Socket> connecting = ConnectLaterAsync(listener);
        Fault fault = truth.Begin();
        Socket accepted = listener.Accept(); // BLOCKS
        truth.End(fault, FaultCategory.Socket);
        accepted.Dispose();
        (await connecting).Dispose();
        return Results.Text("accepted");
    }

    private static async Task<IResult> ReceiveWithoutBlockingAsync()
    {
        using Socket listener = Listen();
        Task answer = AnswerAsync(listener);
        using Socket socket = await ConnectAsync(listener);
        int received = await socket.ReceiveAsync(new byte[1]);
        await answer;
        return Results.Text(received == 1 ? "received" : "closed");
    }

    /// <summary>The peer: accepts one connection and sends one byte, late.</summary>
    private static async Task AnswerAsync(Socket listener)
    {
        using Socket peer = await listener.AcceptAsync();
        await Task.Delay(Slow);
        await peer.SendAsync(new byte[1]);
    }

    private static async Task<Socket> ConnectLaterAsync(Socket listener)
    {
        await Task.Delay(Slow);
        return await ConnectAsync(listener);
    }

    private static async Task<Socket> ConnectAsync(Socket listener)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndPoint!);
        return socket;
    }

    private static Socket Listen()
    {
        Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }
}
