using System.Diagnostics;
using System.IO.Pipes;
using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Pipes, child processes and the console.</summary>
internal static class ProcessCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        new(typeof(NamedPipeServerStream), "WaitForConnection", Cause.Pipe, _ => new NamedPipeServerStream(Guid.NewGuid().ToString("N")).WaitForConnection),
        new(typeof(NamedPipeClientStream), "Connect", Cause.Pipe, _ => new NamedPipeClientStream(Guid.NewGuid().ToString("N")).Connect),
        OnPipe(typeof(PipeStream), "Read", (reader, _) => reader.Read(new byte[1])),
        OnPipe(typeof(PipeStream), "ReadByte", (reader, _) => reader.ReadByte()),
        OnPipe(typeof(Stream), "CopyTo", (reader, _) => reader.CopyTo(Stream.Null)),
        OnPipe(typeof(PipeStream), "Write", (_, writer) => writer.Write(Fifo.Bytes)),
        OnPipe(typeof(PipeStream), "WriteByte", (_, writer) =>
        {
            while (true)
            {
                writer.WriteByte(1);
            }
        }),
        new(typeof(Process), "WaitForExit", Cause.Process, hold =>
        {
            Process child = Child(hold);
            return child.WaitForExit;
        }),
        new(typeof(Process), "Start", Cause.Process, _ => () => Process.Start("true"), Repeats: true),
        new(typeof(Process), "Kill", Cause.Process, _ => () =>
        {
            using Process child = Process.Start("sleep", "60");
            child.Kill(entireProcessTree: true);
            child.WaitForExit();
        }, Repeats: true),
        new(typeof(Process), "GetProcesses", Cause.Process, _ => () => Process.GetProcesses(), Repeats: true),
        new(typeof(Process), "GetProcessesByName", Cause.Process, _ => () => Process.GetProcessesByName("none"), Repeats: true),
        new(typeof(Console), "Read", Cause.Console, hold => OnInput(hold, () => Console.Read())),
        new(typeof(Console), "ReadLine", Cause.Console, hold => () => Console.ReadLine()),
        new(typeof(Console), "Write", Cause.Console, hold => OnOutput(hold, () => Console.Write(Fifo.Text))),
        new(typeof(Console), "WriteLine", Cause.Console, hold => () => Console.WriteLine("x")),
    ];

    private static LiveCall OnPipe(Type type, string method, Action<PipeStream, PipeStream> call) => new(type, method, Cause.Pipe, _ =>
    {
        var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        var reader = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        return () => call(reader, writer);
    });

    private static Process Child(Hold hold)
    {
        // It ends when its input does: it does not outlive the test, however that ends.
        Process child = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        hold.OnRelease(child.StandardInput.Close);
        return child;
    }

    // The first caller puts a pipe in the place of the console; the reader and the writer let one thread in at a time, so
    // that the second waits for the first.
    private static Action OnInput(Hold hold, Action call)
    {
        TextReader real = Console.In;
        Console.SetIn(new StreamReader(Fifo.Reader(hold)));
        hold.OnRelease(() => Console.SetIn(real));
        return call;
    }

    private static Action OnOutput(Hold hold, Action call)
    {
        TextWriter real = Console.Out;
        Console.SetOut(new StreamWriter(Fifo.FullWriter(hold)) { AutoFlush = true });
        hold.OnRelease(() => Console.SetOut(real));
        return call;
    }
}
