using System.Net;
using System.Net.Sockets;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary><c>using</c> where it should be <c>await using</c>: Dispose writes out what is buffered, synchronously.</summary>
/// <remarks>
/// The fault: <see cref="SaveAsync"/> leaves the <c>using</c> of a StreamWriter over a file that is written through to the disk, over and
/// over until 200 ms have passed, so that it is that long on any disk. <see cref="ReplyAsync"/> leaves that of one
/// whose text is more than a socket takes; the other end reads it 200 ms later.
/// The lines: the braces marked BLOCKS, where the <c>using</c> ends.
/// blockwatch must say: BW0005 at both, of category File and of category Socket, with DisposeAsync as the replacement.
/// On a real disk nearly all of the first is the writing; in a memory file system the StreamWriter itself costs as much.
/// The healthy twin (<c>--load healthy</c>) says <c>await using</c>, and does not write through: nothing.
/// </remarks>
internal sealed class AsyncDispose : WebScenario, IDisposable
{
    private const int NoteLength = 4 * 1024;

    // More than both ends of a loopback connection hold with the sizes that we ask for.
    private const int ReplyLength = 1024 * 1024;
    private const int SocketBufferBytes = 16 * 1024;

    private static readonly TimeSpan StallFor = TimeSpan.FromMilliseconds(200);
    private static readonly string Reply = new('x', ReplyLength);

    private static readonly string Note = new('x', NoteLength);

    private readonly SemaphoreSlim _fileTurn = new(1);

    // Open for the whole run: to open and close one inside a request would be a fault of its own on a busy disk.
    private FileStream? _writtenThrough;
    private FileStream? _cached;

    public override string Name => "async-dispose";

    public override string Description => "`using` instead of `await using`: a StreamWriter writes to a file, and to a socket, in Dispose (BW0005)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0005");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/save-awaited", "/reply-awaited", WebTarget.OkPath];

    protected override double HealthyRate => 8;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        _writtenThrough = NewFile(FileOptions.WriteThrough);
        _cached = NewFile(FileOptions.Asynchronous);
        return Task.CompletedTask;
    }

    protected override void TearDown() => Dispose();

    public void Dispose()
    {
        _writtenThrough?.Dispose();
        _cached?.Dispose();
        _fileTurn.Dispose();
    }

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
        await _fileTurn.WaitAsync();
        FileStream file = _writtenThrough!;
        Fault fault = truth.Begin();
        while (fault.Elapsed < StallFor)
        {
            file.Position = 0;
            using (StreamWriter writer = new(file, bufferSize: 2 * NoteLength, leaveOpen: true))
            {
                writer.Write(Note);
            } // BLOCKS
        }

        truth.End(fault, FaultCategory.File);
        _fileTurn.Release();
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
        await _fileTurn.WaitAsync();
        _cached!.Position = 0;
        await using (StreamWriter writer = new(_cached, bufferSize: 2 * NoteLength, leaveOpen: true))
        {
            await writer.WriteAsync(Note);
        }

        _fileTurn.Release();
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
        byte[] buffer = new byte[SocketBufferBytes];
        while (await far.ReceiveAsync(buffer) > 0)
        {
        }
    }

    private static FileStream NewFile(FileOptions options)
    {
        string path = Path.Combine(Path.GetTempPath(), $"sample-targets-{Path.GetRandomFileName()}");
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, options | FileOptions.DeleteOnClose);
    }
}
