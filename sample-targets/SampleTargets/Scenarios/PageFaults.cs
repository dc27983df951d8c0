using System.IO.MemoryMappedFiles;
using SampleTargets.Load;
using SampleTargets.Memory;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A handler reads memory that is not there: each page of a mapped file has to come from the disk first.</summary>
/// <remarks>
/// The fault: <see cref="SumAsync"/> reads one byte of each of many pages, in no order, until 200 ms have passed. Nothing in the code
/// says that it reads a file: the thread computes, by its stack, and waits for the disk in page faults.
/// The line: the one marked BLOCKS.
/// blockwatch must say: BW0010 at that line, category pageFault; never BW0006, for the processor has nothing to do. Linux only: elsewhere
/// the pages stay in memory, and nothing blocks.
/// The healthy twin (<c>--load healthy</c>) does the same on a dedicated thread and awaits it: nothing, for no pool thread is held.
/// </remarks>
internal sealed class PageFaults : WebScenario
{
    private const int FileBytes = 128 * 1024 * 1024;

    // Some 5 ms: more often the clock need not be looked at.
    private const int PagesAtOnce = 64;

    private static readonly TimeSpan StallFor = TimeSpan.FromMilliseconds(200);

    // Where the file system is in memory nothing can be thrown out; /var/tmp is on a disk more often than /tmp is.
    private const string OnDisk = "/var/tmp";

    private EvictableFile? _file;

    public override string Name => "page-faults";

    public override string Description => "a handler reads a mapped file whose pages are on the disk (BW0010, page faults)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0010") with { OnlyLive = true };

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/sum-offloaded", WebTarget.OkPath];

    // Each second request is 200 ms of the disk.
    protected override double HealthyRate => 4;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        string folder = Directory.Exists(OnDisk) ? OnDisk : Path.GetTempPath();
        _file = EvictableFile.Create(Path.Combine(folder, $"blockwatch-page-faults-{Environment.ProcessId}.bin"), FileBytes);
        return Task.CompletedTask;
    }

    protected override void TearDown() => _file?.Dispose();

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sum", SumAsync);
        routes.MapGet("/sum-offloaded", SumOffloadedAsync);
    }

    protected override async Task FaultLoadAsync(LoadGenerator load, ScenarioRun run)
    {
        while (!run.End.IsCancellationRequested)
        {
            await Task.Factory.StartNew(_file!.Evict, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await load.BurstAsync("/sum", 1);
            await load.PauseAsync(TimeSpan.FromMilliseconds(50));
        }
    }

    private async Task<IResult> SumAsync(TruthLog truth)
    {
        await Task.Delay(5);
        MemoryMappedViewAccessor pages = _file!.Pages;
        Random random = new(1);
        int sum = 0;
        Fault fault = truth.Begin();
        while (fault.Elapsed < StallFor)
        {
            for (int i = 0; i < PagesAtOnce; i++)
            {
                sum += pages.ReadByte(random.Next(FileBytes)); // BLOCKS
            }
        }

        truth.End(fault, FaultCategory.PageFault);
        return Results.Text($"{sum}");
    }

    private async Task<IResult> SumOffloadedAsync(TruthLog truth)
    {
        TaskCompletionSource<int> summed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => summed.SetResult(Sum(truth))) { IsBackground = true, Name = "summing" }.Start();
        return Results.Text($"{await summed.Task}");
    }

    private int Sum(TruthLog truth)
    {
        _file!.Evict();
        Random random = new(1);
        int sum = 0;
        Fault work = truth.Begin();
        while (work.Elapsed < StallFor)
        {
            sum += _file.Pages.ReadByte(random.Next(FileBytes)); // BLOCKS
        }

        // In the truth too, with onPool false: a thread of one's own may wait.
        truth.End(work, FaultCategory.PageFault);
        return sum;
    }
}
