using System.Net;
using System.Net.Sockets;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary><c>using</c> where it should be <c>await using</c>: Dispose writes out what is buffered, synchronously.</summary>
/// <remarks>
/// The fault: <see cref="SaveAsync"/> fills the buffer of a FileStream that writes through to the disk and leaves its <c>using</c>, over and
/// over until 200 ms have passed, so that it is that long on any disk. <see cref="ReplyAsync"/> leaves the <c>using</c> of a
/// StreamWriter whose text is more than a socket takes; the other end reads it 200 ms later.
/// The lines: the braces marked BLOCKS, where the <c>using</c> ends.
/// blockwatch must say: BW0005 at both, of category File and of category Socket, with DisposeAsync as the replacement.
/// The healthy twin (<c>--load healthy</c>) says <c>await using</c>, and does not write through: nothing.
/// </remarks>
internal sealed class AsyncDispose : WebScenario
{
    private const int BlockBytes = 32 * 1024;
    private const int BufferBytes = 2 * BlockBytes;

    // More than both ends of a loopback connection hold with the sizes that we ask for.
    private const int ReplyLength = 1024 * 1024;
    private const int SocketBufferBytes = 16 * 1024;

    private static readonly TimeSpan StallFor = TimeSpan.FromMilliseconds(200);
    private static readonly string Reply = new('x', ReplyLength);

    private readonly byte[] _block = new byte[BlockBytes];
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sample-targets-{Path.GetRandomFileName()}");

    public override string Name => "async-dispose";

    public override string Description => "`using` instead of `await using`: a FileStream and a StreamWriter write synchronously in Dispose (BW0005)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0005");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/save-awaited", "/reply-awaited", WebTarget.OkPath];

    protected override double HealthyRate => 8;

    protected override Task SetUpAsync(ScenarioRun run) => File.WriteAllBytesAsync(_path, _block);

    protected override void TearDown() => File.Delete(_path);

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/save", SaveAsync);
        routes.MapGet("/reply", ReplyAsync);
        routes.MapGet("/save-awaited", SaveAwaitedAsync);
        routes.MapGet("/reply-awaited", ReplyAwaitedAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/save", WebTarget.OkPath, "/reply", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private async Task<IResult> SaveAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Fault fault = truth.Begin();
        while (fault.Elapsed < StallFor)
        {
            using (FileStream stream = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, BufferBytes, FileOptions.WriteThrough))
            {
                stream.Write(_block);
            } // BLOCKS
        }

        truth.End(fault, FaultCategory.File);
        return Results.Text("saved");
    }

    private static async Task<IResult> ReplyAsync(TruthLog truth)
    {
        using Socket near = await ConnectAsync();
        Fault fault;
        using (StreamWriter writer = new(new NetworkStream(near), bufferSize: ReplyLength))
        {
            await writer.WriteAsync(Reply.AsMemory(1));
            fault = truth.Begin();
        } // BLOCKS

        truth.End(fault, FaultCategory.Socket);
        return Results.Text("replied");
    }

    private async Task<IResult> SaveAwaitedAsync()
    {
        await using FileStream stream = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, BufferBytes, FileOptions.Asynchronous);
        await stream.WriteAsync(_block);
        return Results.Text("saved");
    }

    private static async Task<IResult> ReplyAwaitedAsync()
    {
        using Socket near = await ConnectAsync();
        await using StreamWriter writer = new(new NetworkStream(near), bufferSize: ReplyLength);
        await writer.WriteAsync(Reply.AsMemory(1));
        return Results.Text("replied");
    }

    /// <summary>The near end of a new connection, whose far end reads nothing for 200 ms and then everything.</summary>
    private static async Task<Socket> ConnectAsync()
    {
        using Socket listener = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = SocketBufferBytes };
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        Socket near = new(SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = SocketBufferBytes };
        await near.ConnectAsync(listener.LocalEndPoint!);
        _ = ReadLateAsync(await listener.AcceptAsync());
        return near;
    }

    private static async Task ReadLateAsync(Socket far)
    {
        using Socket closedAtEnd = far;
        await Task.Delay(StallFor);
        byte[] buffer = new byte[BlockBytes];
        while (await far.ReceiveAsync(buffer) > 0)
        {
        }
    }
}
