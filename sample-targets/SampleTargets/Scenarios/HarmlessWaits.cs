using System.Collections.Concurrent;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A healthy server full of waits that look like faults and are none.</summary>
/// <remarks>
/// The fault: none. Handlers start timers by the hundred (the timer queue's lock), read <c>.Result</c> and <c>GetResult()</c> of
/// completed tasks by the thousand, try a taken semaphore with <c>Wait(0)</c>, share a Lazy, take locks that are free and one that two
/// handlers want at the same time for a fraction of a millisecond. Four threads of the program's own wait all day, about 250 waits a second together.
/// The line: none; nothing is marked and the truth file stays empty.
/// blockwatch must say: nothing.
/// </remarks>
internal sealed class HarmlessWaits : WebScenario, IDisposable
{
    private const int Waiters = 4;
    private const int WaitMs = 16;

    private static readonly Lazy<string> Motto = new(() => string.Concat(Enumerable.Repeat("wait ", 20)));

    private readonly BlockingCollection<int> _never = [];
    private readonly SemaphoreSlim _taken = new(0);
    private readonly object _free = new();
    private readonly object _shared = new();
    private int _total;

    public override string Name => "harmless-waits";

    public override string Description => "timers, completed tasks, Wait(0), short locks and threads of its own that wait all day: no finding";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Healthy;

    protected override IReadOnlyList<string> HealthyPaths { get; } =
        ["/timers", "/completed", "/tried", "/lazy", "/free", "/shared", "/shared", WebTarget.OkPath];

    protected override IReadOnlyList<string> WarmUpPaths => HealthyPaths;

    protected override double HealthyRate => 80;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        for (int i = 0; i < Waiters; i++)
        {
            new Thread(() => WaitAllDay(run.End)) { IsBackground = true, Name = "waiting" }.Start();
        }

        return Task.CompletedTask;
    }

    protected override void TearDown() => Dispose();

    // What the waiting threads wait on is left to the end of the process: they may still be in it.
    public void Dispose() => _taken.Dispose();

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/timers", TimersAsync);
        routes.MapGet("/completed", CompletedAsync);
        routes.MapGet("/tried", TriedAsync);
        routes.MapGet("/lazy", LazyAsync);
        routes.MapGet("/free", FreeAsync);
        routes.MapGet("/shared", SharedAsync);
    }

    // There is no fault to bring about: the load is the healthy one either way.
    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.PacedAsync(HealthyPaths, run.Options.Rate ?? HealthyRate);

    private void WaitAllDay(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            _never.TryTake(out _, WaitMs, CancellationToken.None);
        }
    }

    private static async Task<IResult> TimersAsync()
    {
        await Task.WhenAll(Enumerable.Range(1, 100).Select(i => Task.Delay(1 + (i % 20))));
        return Results.Text("timed");
    }

    private static async Task<IResult> CompletedAsync()
    {
        Task<int> completed = NumberAsync();
        await completed;
        int sum = 0;
        for (int i = 0; i < 1_000; i++)
        {
            sum += completed.Result + completed.GetAwaiter().GetResult();
            completed.Wait();
        }

        return Results.Text($"{sum}");
    }

    private static async Task<int> NumberAsync()
    {
        await Task.Delay(1);
        return 1;
    }

    private async Task<IResult> TriedAsync()
    {
        await Task.Yield();
        bool entered = false;
        for (int i = 0; i < 1_000; i++)
        {
            entered |= _taken.Wait(0);
        }

        return Results.Text(entered ? "entered" : "taken");
    }

    private static async Task<IResult> LazyAsync()
    {
        await Task.Yield();
        return Results.Text(Motto.Value);
    }

    private async Task<IResult> FreeAsync()
    {
        await Task.Yield();
        lock (_free)
        {
            _total++;
        }

        return Results.Text("locked");
    }

    private async Task<IResult> SharedAsync()
    {
        await Task.Yield();
        for (int i = 0; i < 20; i++)
        {
            lock (_shared)
            {
                Thread.SpinWait(500);
                _total++;
            }
        }

        return Results.Text("locked");
    }
}
