using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Blocking work that is handed on: to another thread of the same pool, or to one outside it.</summary>
/// <remarks>
/// The fault: <see cref="ExportAsync"/> puts <see cref="Export"/> into Task.Run, which frees the handler's thread and blocks another one
/// of the pool for 200 ms. <see cref="ArchiveAsync"/> means to give <see cref="Archive"/> a thread of its own, but of StartNew's overloads the
/// compiler takes the one for an Action of object and its state: LongRunning becomes the state, and the pool runs it.
/// The lines: those marked BLOCKS in Export and Archive.
/// blockwatch must say: BW0004 at both, and nothing of <see cref="Import"/>, which does the same on threads of its own: one that
/// the handler starts, and one of a task that really is LongRunning.
/// The healthy twin (<c>--load healthy</c>) uses only the latter two: nothing.
/// </remarks>
internal sealed class Offload : WebScenario
{
    private const int WorkMs = 200;

    // Set before the server starts.
    private TruthLog? _truth;

    public override string Name => "offload";

    public override string Description => "Task.Run, and a StartNew that drops LongRunning, around Thread.Sleep(200) (BW0004); threads of its own are silent";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/thread", "/long-running", WebTarget.OkPath];

    // Each call has a thread for 200 ms.
    protected override double HealthyRate => 8;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        _truth = run.Truth;
        return Task.CompletedTask;
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/run", ExportAsync);
        routes.MapGet("/start", ArchiveAsync);
        routes.MapGet("/thread", ThreadAsync);
        routes.MapGet("/long-running", LongRunningAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/run", "/start", "/thread", "/long-running", WebTarget.OkPath], TimeSpan.FromMilliseconds(40));

    private async Task<IResult> ExportAsync()
    {
        await Task.Run(Export);
        return Results.Text("exported");
    }

    private async Task<IResult> ArchiveAsync()
    {
        await Task.Factory.StartNew(Archive, TaskCreationOptions.LongRunning);
        return Results.Text("archived");
    }

    private async Task<IResult> ThreadAsync()
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void ImportAndTell()
        {
            Import();
            done.SetResult();
        }

        new Thread(ImportAndTell) { IsBackground = true, Name = "import" }.Start();
        await done.Task;
        return Results.Text("imported");
    }

    private async Task<IResult> LongRunningAsync()
    {
        await Task.Factory.StartNew(Import, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Results.Text("imported");
    }

    private void Export()
    {
        Fault fault = _truth!.Begin();
        Thread.Sleep(WorkMs); // BLOCKS
        _truth.End(fault, FaultCategory.Sleep);
    }

    private void Archive(object? state)
    {
        Fault fault = _truth!.Begin();
        Thread.Sleep(WorkMs); // BLOCKS
        _truth.End(fault, FaultCategory.Sleep);
    }

    private void Import()
    {
        Fault fault = _truth!.Begin();
        Thread.Sleep(WorkMs); // BLOCKS
        _truth.End(fault, FaultCategory.Sleep);
    }
}
