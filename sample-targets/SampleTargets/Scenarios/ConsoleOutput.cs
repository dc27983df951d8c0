using System.Collections.Concurrent;
using System.IO.Pipes;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A console whose reader is slow: who writes to it waits.</summary>
/// <remarks>
/// The console's output is a pipe here, and its reader, a thread of its own, takes a line only 200 ms after it was announced.
/// The fault: <see cref="WriteAsync"/> writes a line that does not fit into the pipe with Console.WriteLine;
/// <see cref="AwaitedWriteAsync"/> awaits Console.Out.WriteLineAsync, which is as synchronous.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0005 at both lines; category Console at the first, and Pipe, what the writer waits for, at the second.
/// The healthy twin (<c>--load healthy</c>) hands the line to a thread of its own, which writes, and awaits that: nothing.
/// </remarks>
internal sealed class ConsoleOutput : WebScenario, IDisposable
{
    private const int PauseMs = 200;

    // More than the pipe of any system holds.
    private const int LineLength = 256 * 1024;

    private static readonly string Line = new('x', LineLength);

    // One line at a time: the reader counts bytes.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly BlockingCollection<int> _announced = [];
    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.Out);
    private readonly TextWriter _console = Console.Out;

    public override string Name => "console";

    public override string Description => "handlers write lines to a console whose reader makes them wait for 200 ms (BW0005)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0005");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/write-offloaded", WebTarget.OkPath];

    // The reader takes five lines a second.
    protected override double HealthyRate => 6;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        new Thread(ReadLines) { IsBackground = true, Name = "console reader" }.Start();
        return Task.CompletedTask;
    }

    protected override void TearDown()
    {
        Console.SetOut(_console);
        _announced.CompleteAdding();
        Dispose();
    }

    public void Dispose()
    {
        _turn.Dispose();
        _pipe.Dispose();
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/write", WriteAsync);
        routes.MapGet("/awaited-write", AwaitedWriteAsync);
        routes.MapGet("/write-offloaded", WriteOffloadedAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run)
    {
        RedirectConsole();
        return load.InTurnAsync(["/write", WebTarget.OkPath, "/awaited-write", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));
    }

    private async Task<IResult> WriteAsync(TruthLog truth)
    {
        await _turn.WaitAsync();
        await Task.Delay(5);
        _announced.Add(LineLength + 1);
        Fault fault = truth.Begin();
        Console.WriteLine(Line); // BLOCKS
        truth.End(fault, FaultCategory.Console);
        _turn.Release();
        return Results.Text("written");
    }

    private async Task<IResult> AwaitedWriteAsync(TruthLog truth)
    {
        await _turn.WaitAsync();
        await Task.Delay(5);
        _announced.Add(LineLength + 1);
        Fault fault = truth.Begin();
        await Console.Out.WriteLineAsync(Line); // BLOCKS
        truth.End(fault, FaultCategory.Pipe);
        _turn.Release();
        return Results.Text("written");
    }

    private async Task<IResult> WriteOffloadedAsync()
    {
        await _turn.WaitAsync();
        TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            RedirectConsole();
            _announced.Add(LineLength + 1);
            Console.WriteLine(Line);
            written.SetResult();
        })
        { IsBackground = true, Name = "console writer" }.Start();
        await written.Task;
        _turn.Release();
        return Results.Text("written");
    }

    // After READY went to the real one.
    private void RedirectConsole()
    {
        if (Console.Out == _console)
        {
            Console.SetOut(new StreamWriter(_pipe) { AutoFlush = true, NewLine = "\n" });
        }
    }

    private void ReadLines()
    {
        using AnonymousPipeClientStream reader = new(PipeDirection.In, _pipe.ClientSafePipeHandle);
        byte[] line = new byte[LineLength + 1];
        foreach (int length in _announced.GetConsumingEnumerable())
        {
            Thread.Sleep(PauseMs);
            reader.ReadExactly(line, 0, length);
        }
    }
}
