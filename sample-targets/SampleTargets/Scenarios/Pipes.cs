using System.IO.Pipes;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Synchronous pipes in handlers.</summary>
/// <remarks>
/// The fault: <see cref="AnonymousAsync"/> reads from an anonymous pipe and <see cref="NamedAsync"/> from a named one that is
/// written to after 200 ms; <see cref="ConnectionAsync"/> waits for the other side of a named pipe, which comes after 200 ms.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0005, category Pipe, at each of the three lines, with the asynchronous counterparts.
/// The healthy twin (<c>--load healthy</c>) reads from a named pipe with ReadAsync: nothing.
/// </remarks>
internal sealed class Pipes : WebScenario
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(200);

    public override string Name => "pipes";

    public override string Description => "handlers read from anonymous and named pipes, and wait for a connection, synchronously for 200 ms (BW0005)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0005");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/named-async", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/anonymous", AnonymousAsync);
        routes.MapGet("/named", NamedAsync);
        routes.MapGet("/connection", ConnectionAsync);
        routes.MapGet("/named-async", NamedWithoutBlockingAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/anonymous", WebTarget.OkPath, "/named", WebTarget.OkPath, "/connection", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> AnonymousAsync(TruthLog truth)
    {
        await Task.Delay(5);
        await using AnonymousPipeServerStream writer = new(PipeDirection.Out);
        await using AnonymousPipeClientStream reader = new(PipeDirection.In, writer.ClientSafePipeHandle);
        Task written = WriteLaterAsync(writer);
        byte[] buffer = new byte[1];
        Fault fault = truth.Begin();
        int read = reader.Read(buffer); // BLOCKS
        truth.End(fault, FaultCategory.Pipe);
        await written;
        return Results.Text(read == 1 ? "read" : "closed");
    }

    private static async Task<IResult> NamedAsync(TruthLog truth)
    {
        await using NamedPipeServerStream writer = NewServer(out string name);
        await using NamedPipeClientStream reader = new(".", name, PipeDirection.In, PipeOptions.Asynchronous);
        await Task.WhenAll(writer.WaitForConnectionAsync(), reader.ConnectAsync());
        Task written = WriteLaterAsync(writer);
        byte[] buffer = new byte[1];
        Fault fault = truth.Begin();
        int read = reader.Read(buffer); // BLOCKS
        truth.End(fault, FaultCategory.Pipe);
        await written;
        return Results.Text(read == 1 ? "read" : "closed");
    }

    private static async Task<IResult> ConnectionAsync(TruthLog truth)
    {
        await Task.Delay(5);
        await using NamedPipeServerStream server = NewServer(out string name);
        await using NamedPipeClientStream client = new(".", name, PipeDirection.In, PipeOptions.Asynchronous);
        Task connected = ConnectLaterAsync(client);
        Fault fault = truth.Begin();
        server.WaitForConnection(); // BLOCKS
        truth.End(fault, FaultCategory.Pipe);
        await connected;
        return Results.Text("connected");
    }

    private static async Task<IResult> NamedWithoutBlockingAsync()
    {
        await using NamedPipeServerStream writer = NewServer(out string name);
        await using NamedPipeClientStream reader = new(".", name, PipeDirection.In, PipeOptions.Asynchronous);
        await Task.WhenAll(writer.WaitForConnectionAsync(), reader.ConnectAsync());
        Task written = WriteLaterAsync(writer);
        int read = await reader.ReadAsync(new byte[1]);
        await written;
        return Results.Text(read == 1 ? "read" : "closed");
    }

    private static NamedPipeServerStream NewServer(out string name)
    {
        name = $"sample-targets-{Path.GetRandomFileName()}";
        return new NamedPipeServerStream(name, PipeDirection.Out, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
    }

    private static async Task WriteLaterAsync(PipeStream writer)
    {
        await Task.Delay(Slow);
        await writer.WriteAsync(new byte[1]);
    }

    private static async Task ConnectLaterAsync(NamedPipeClientStream client)
    {
        await Task.Delay(Slow);
        await client.ConnectAsync();
    }
}
