using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;
#if NET9_0_OR_GREATER
using Gate = System.Threading.Lock;
#else
using Gate = System.Object;
#endif

namespace SampleTargets.Scenarios;

/// <summary>A lock held across a blocking wait, and a chain of owners behind it.</summary>
/// <remarks>
/// The fault: <see cref="RefreshAsync"/> holds the lock of the prices while it reads <c>.Result</c> for 250 ms. <see cref="QuoteAsync"/> waits for
/// that lock; so does <see cref="OrderAsync"/>, which holds the lock of the orders meanwhile, for which <see cref="ListAsync"/> waits.
/// The locks are <c>System.Threading.Lock</c> from .NET 9 on, and objects before.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0001 at the <c>.Result</c>, and BW0003 at the three locks, with RefreshAsync's <c>.Result</c> as what the owner of the prices waits for,
/// and for ListAsync the chain: held by OrderAsync, which waits for a lock that RefreshAsync holds.
/// The pool has threads enough from the start (a minimum of 12).
/// The healthy twin (<c>--load healthy</c>) awaits a semaphore and the task: nothing.
/// </remarks>
internal sealed class LockOwner : WebScenario
{
    private const int MinThreads = 12;

    private static readonly TimeSpan LoadTime = TimeSpan.FromMilliseconds(250);
    private static readonly SemaphoreSlim PricesGate = new(1);

    private readonly Gate _prices = new();
    private readonly Gate _orders = new();
    private Round _round = new();
    private int _price;

    public override string Name => "lock-owner";

    public override string Description => "a lock is held across .Result, and another one by a thread that waits for the first (BW0001, BW0003)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0003");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/quote-async", WebTarget.OkPath];

    // The semaphore admits four a second.
    protected override double HealthyRate => 6;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        ThreadPool.GetMinThreads(out _, out int completionPortThreads);
        ThreadPool.SetMinThreads(MinThreads, completionPortThreads);
        return Task.CompletedTask;
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/refresh", RefreshAsync);
        routes.MapGet("/quote", QuoteAsync);
        routes.MapGet("/order", OrderAsync);
        routes.MapGet("/list", ListAsync);
        routes.MapGet("/quote-async", QuoteWithoutBlockingAsync);
    }

    protected override async Task FaultLoadAsync(LoadGenerator load, ScenarioRun run)
    {
        while (load.Continues)
        {
            _round = new Round();
            await Task.WhenAll(load.BurstAsync("/quote", 1), load.BurstAsync("/order", 1), load.BurstAsync("/list", 1), load.BurstAsync("/refresh", 1));
            await load.PauseAsync(TimeSpan.FromMilliseconds(200));
        }
    }

    private async Task<IResult> RefreshAsync(TruthLog truth)
    {
        Round round = _round;
        await Task.Delay(5);
        lock (_prices)
        {
            Task<int> pending = LoadAsync();
            round.PricesHeld.SetResult();
            Fault fault = truth.Begin();
            _price = pending.Result; // BLOCKS
            truth.End(fault, FaultCategory.TaskWait);
        }

        return Results.Text("refreshed");
    }

    private async Task<IResult> QuoteAsync(TruthLog truth)
    {
        await _round.PricesHeld.Task;
        Fault wait = truth.Begin();
        lock (_prices) // BLOCKS
        {
            truth.End(wait, FaultCategory.Lock);
            return Results.Text($"{_price}");
        }
    }

    private async Task<IResult> OrderAsync(TruthLog truth)
    {
        Round round = _round;
        await round.PricesHeld.Task;
        lock (_orders)
        {
            round.OrdersHeld.SetResult();
            Fault wait = truth.Begin();
            lock (_prices) // BLOCKS
            {
                truth.End(wait, FaultCategory.Lock);
            }
        }

        return Results.Text("ordered");
    }

    private async Task<IResult> ListAsync(TruthLog truth)
    {
        await _round.OrdersHeld.Task;
        Fault wait = truth.Begin();
        lock (_orders) // BLOCKS
        {
            truth.End(wait, FaultCategory.Lock);
        }

        return Results.Text("listed");
    }

    private async Task<IResult> QuoteWithoutBlockingAsync()
    {
        await PricesGate.WaitAsync();
        try
        {
            _price = await LoadAsync();
        }
        finally
        {
            PricesGate.Release();
        }

        return Results.Text("quoted");
    }

    private static async Task<int> LoadAsync()
    {
        await Task.Delay(LoadTime);
        return 1;
    }

    /// <summary>Who comes next waits, without blocking, until the lock that it will want is held.</summary>
    private sealed class Round
    {
        public TaskCompletionSource PricesHeld { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource OrdersHeld { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
