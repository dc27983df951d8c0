using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Storage;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Synchronous file I/O in handlers.</summary>
/// <remarks>
/// The fault: <see cref="WriteAsync"/> writes a file and flushes it to the disk, over and over until 200 ms have passed, so that
/// it is that long on any disk; <see cref="ReadAsync"/> reads a file whole with File.ReadAllText that gives its content after 200 ms.
/// The lines: those marked BLOCKS. On the first, nearly all of the time is the flush on a real disk, the write in a memory file system.
/// blockwatch must say: BW0005, category File, at both lines, with the asynchronous counterparts.
/// The healthy twin (<c>--load healthy</c>) uses an asynchronous FileStream and File.ReadAllTextAsync; it does not force the
/// data to the disk, for which .NET has no asynchronous call. Nothing.
/// </remarks>
internal sealed class Files : WebScenario
{
    private const int BlockBytes = 64 * 1024;
    private const int TextLength = 32 * 1024;

    private static readonly TimeSpan StallFor = TimeSpan.FromMilliseconds(200);

    private readonly byte[] _block = new byte[BlockBytes];
    private readonly byte[] _text = [.. Enumerable.Repeat((byte)'x', TextLength)];
    private readonly string _textPath = NewPath();

    public override string Name => "files";

    public override string Description => "handlers write and flush, and read whole, files synchronously for about 200 ms (BW0005)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0005");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/write-async", "/read-async", WebTarget.OkPath];

    protected override Task SetUpAsync(ScenarioRun run) => File.WriteAllBytesAsync(_textPath, _text);

    protected override void TearDown() => File.Delete(_textPath);

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/write", WriteAsync);
        routes.MapGet("/read", ReadAsync);
        routes.MapGet("/write-async", WriteWithoutBlockingAsync);
        routes.MapGet("/read-async", ReadWithoutBlockingAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/write", WebTarget.OkPath, "/read", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private async Task<IResult> WriteAsync(TruthLog truth)
    {
        await Task.Delay(5);
        using FileStream stream = new(NewPath(), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        Fault fault = truth.Begin();
        while (fault.Elapsed < StallFor)
        {
            stream.Position = 0;
            stream.Write(_block); stream.Flush(flushToDisk: true); // BLOCKS
        }

        truth.End(fault, FaultCategory.File);
        return Results.Text("written");
    }

    private async Task<IResult> ReadAsync(TruthLog truth)
    {
        await Task.Delay(5);
        using SlowFile file = new(NewPath());
        Task filling = file.FillAsync(_text, StallFor);
        Fault fault = truth.Begin();
        int length = File.ReadAllText(file.Path).Length; // BLOCKS
        truth.End(fault, FaultCategory.File);
        await filling;
        return Results.Text(length == TextLength ? "read" : "short");
    }

    private async Task<IResult> WriteWithoutBlockingAsync()
    {
        const FileOptions Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose;
        await using FileStream stream = new(NewPath(), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, Options);
        for (int i = 0; i < 4; i++)
        {
            await stream.WriteAsync(_block);
        }

        await stream.FlushAsync();
        return Results.Text("written");
    }

    private async Task<IResult> ReadWithoutBlockingAsync()
    {
        string text = await File.ReadAllTextAsync(_textPath);
        return Results.Text(text.Length == TextLength ? "read" : "short");
    }

    private static string NewPath() => Path.Combine(Path.GetTempPath(), $"sample-targets-{Path.GetRandomFileName()}");
}
