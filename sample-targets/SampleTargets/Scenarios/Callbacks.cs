using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Callbacks that block: whoever calls them has lent them a pool thread.</summary>
/// <remarks>
/// The fault: <see cref="OnTimer"/>, of a System.Threading.Timer, sleeps for 200 ms; <see cref="OnCancelled"/>, registered on a
/// CancellationToken that a timer cancels, waits for a task for 200 ms; <see cref="OnOrdered"/>, an <c>async void</c> event handler,
/// sleeps after an await; <see cref="Print"/>, a synchronous callback, is called by <see cref="EachAsync"/> between its awaits and sleeps.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0004 in OnTimer, OnOrdered and Print, BW0001 in OnCancelled: in the callback, not in who calls it.
/// The healthy twin (<c>--load healthy</c>) has a PeriodicTimer and an asynchronous callback: nothing.
/// </remarks>
internal sealed class Callbacks : WebScenario
{
    private const int WorkMs = 200;

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    // Set before the server starts.
    private TruthLog? _truth;

    private event EventHandler<TaskCompletionSource>? Ordered;

    public override string Name => "callbacks";

    public override string Description => "callbacks of a timer, a token, an event (async void) and an async method block for 200 ms (BW0004, BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/timer-awaited", "/each-awaited", WebTarget.OkPath];

    protected override Task SetUpAsync(ScenarioRun run)
    {
        _truth = run.Truth;
        Ordered += OnOrdered;
        return Task.CompletedTask;
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/timer", TimerAsync);
        routes.MapGet("/cancel", CancelAsync);
        routes.MapGet("/order", OrderAsync);
        routes.MapGet("/each", PrintAllAsync);
        routes.MapGet("/timer-awaited", TimerAwaitedAsync);
        routes.MapGet("/each-awaited", EachAwaitedAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/timer", "/cancel", "/order", "/each", WebTarget.OkPath], TimeSpan.FromMilliseconds(40));

    private async Task<IResult> TimerAsync()
    {
        TaskCompletionSource done = NewDone();
        await using Timer timer = new(OnTimer, done, Soon, Timeout.InfiniteTimeSpan);
        await done.Task;
        return Results.Text("ticked");
    }

    private void OnTimer(object? state)
    {
        Fault fault = _truth!.Begin();
        Thread.Sleep(WorkMs); // BLOCKS
        _truth.End(fault, FaultCategory.Sleep);
        ((TaskCompletionSource)state!).SetResult();
    }

    private async Task<IResult> CancelAsync()
    {
        TaskCompletionSource done = NewDone();
        using CancellationTokenSource source = new(Soon);
        await using CancellationTokenRegistration registration = source.Token.Register(OnCancelled, done);
        await done.Task;
        return Results.Text("cancelled");
    }

    private void OnCancelled(object? state)
    {
        Task undone = Task.Delay(WorkMs);
        Fault fault = _truth!.Begin();
        undone.Wait(); // BLOCKS
        _truth.End(fault, FaultCategory.TaskWait);
        ((TaskCompletionSource)state!).SetResult();
    }

    private async Task<IResult> OrderAsync()
    {
        TaskCompletionSource done = NewDone();
        Ordered?.Invoke(this, done);
        await done.Task;
        return Results.Text("ordered");
    }

    private async void OnOrdered(object? sender, TaskCompletionSource done)
    {
        await Task.Delay(5);
        Fault fault = _truth!.Begin();
        Thread.Sleep(WorkMs); // BLOCKS
        _truth.End(fault, FaultCategory.Sleep);
        done.SetResult();
    }

    private async Task<IResult> PrintAllAsync()
    {
        await EachAsync(Print);
        return Results.Text("printed");
    }

    private static async Task EachAsync(Action<int> call)
    {
        await Task.Delay(5);
        call(1);
        await Task.Delay(5);
    }

    private void Print(int page)
    {
        Fault fault = _truth!.Begin();
        Thread.Sleep(WorkMs); // BLOCKS
        _truth.End(fault, FaultCategory.Sleep);
    }

    private static async Task<IResult> TimerAwaitedAsync()
    {
        using PeriodicTimer timer = new(Soon);
        await timer.WaitForNextTickAsync();
        await Task.Delay(WorkMs);
        return Results.Text("ticked");
    }

    private static async Task<IResult> EachAwaitedAsync()
    {
        Func<int, Task> print = page => Task.Delay(WorkMs * page);
        await print(1);
        return Results.Text("printed");
    }

    private static TaskCompletionSource NewDone() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
