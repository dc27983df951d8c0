using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Tasks that are started and forgotten: nobody learns that one takes a thread, or that one has failed.</summary>
/// <remarks>
/// The fault: <see cref="OrderAsync"/> starts <see cref="AuditAsync"/> and does not await it. It is answered long before the audit
/// sleeps for 200 ms, after an await, on a pool thread that no request owns.
/// The line: the one marked BLOCKS.
/// blockwatch must say: BW0004 at that line of AuditAsync.
/// Two more faults block nothing, so that none of BW0001 to BW0007 may speak of them: <see cref="NotifyAsync"/>, forgotten as
/// well, fails, and its exception is never observed; <see cref="ArchiveAsync"/>, which the first order starts, waits for what never comes and still
/// runs as the program ends. BW0011 at both while tasks are told of (<c>--detail full</c>), at the second only for who watches until the end.
/// The healthy twin (<c>--load healthy</c>) awaits both, and catches what the second throws: nothing.
/// </remarks>
internal sealed class FireAndForget : WebScenario
{
    private const int AuditMs = 200;

    private readonly TaskCompletionSource _never = new();
    private int _orders;

    // Audits and notifications that are under way.
    private int _underWay;

    public override string Name => "fire-and-forget";

    public override string Description => "a handler starts a task that calls Thread.Sleep(200), and one that fails, and awaits neither (BW0004, with --detail BW0011)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004", "BW0011") with { Detail = ScenarioFacts.FullDetail };

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/order-awaited", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/order", OrderAsync);
        routes.MapGet("/order-awaited", OrderAwaitedAsync);
    }

    protected override async Task FaultLoadAsync(LoadGenerator load, ScenarioRun run)
    {
        // Longer than an audit, so that two never run at a time.
        await load.InTurnAsync(["/order"], TimeSpan.FromMilliseconds(600));

        // So that of what was forgotten the archive alone still runs as the program ends.
        while (Volatile.Read(ref _underWay) > 0)
        {
            await Task.Delay(10);
        }
    }

    private async Task<IResult> OrderAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Interlocked.Add(ref _underWay, 2);
        _ = AuditAsync(truth);
        _ = NotifyAsync(truth);
        if (Interlocked.Increment(ref _orders) == 1)
        {
            _ = ArchiveAsync(truth);
        }

        return Results.Text("ordered");
    }

    private async Task AuditAsync(TruthLog truth)
    {
        await Task.Delay(20);
        Fault fault = truth.Begin();
        Thread.Sleep(AuditMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
        Interlocked.Decrement(ref _underWay);
    }

    private async Task NotifyAsync(TruthLog? truth)
    {
        // Longer than the handler that starts it.
        await Task.Delay(50);
        truth?.Lose(new LostTask(nameof(OrderAsync), typeof(InvalidOperationException).FullName));
        Interlocked.Decrement(ref _underWay);
        throw new InvalidOperationException("The recipient is unknown.");
    }

    private async Task ArchiveAsync(TruthLog truth)
    {
        truth.Lose(new LostTask(nameof(OrderAsync), Exception: null));
        await _never.Task;
    }

    private async Task<IResult> OrderAwaitedAsync()
    {
        await Task.Delay(AuditMs);
        try
        {
            await NotifyAsync(truth: null);
        }
        catch (InvalidOperationException unknown)
        {
            return Results.Text(unknown.Message);
        }

        return Results.Text("ordered");
    }
}
