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
/// A second fault blocks nothing, so that none of BW0001 to BW0007 may speak of it: <see cref="NotifyAsync"/>, forgotten as
/// well, fails, and its exception is never observed. BW0011 at NotifyAsync while tasks are told of (<c>--detail full</c>).
/// The healthy twin (<c>--load healthy</c>) awaits both, and catches what the second throws: nothing.
/// </remarks>
internal sealed class FireAndForget : WebScenario
{
    private const int AuditMs = 200;

    public override string Name => "fire-and-forget";

    public override string Description => "a handler starts a task that calls Thread.Sleep(200), and one that fails, and awaits neither (BW0004, with --detail BW0011)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004", "BW0011");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/order-awaited", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/order", OrderAsync);
        routes.MapGet("/order-awaited", OrderAwaitedAsync);
    }

    // Longer than an audit, so that two never run at a time.
    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/order"], TimeSpan.FromMilliseconds(600));

    private static async Task<IResult> OrderAsync(TruthLog truth)
    {
        await Task.Delay(5);
        _ = AuditAsync(truth);
        _ = NotifyAsync();
        return Results.Text("ordered");
    }

    private static async Task AuditAsync(TruthLog truth)
    {
        await Task.Delay(20);
        Fault fault = truth.Begin();
        Thread.Sleep(AuditMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
    }

    private static async Task NotifyAsync()
    {
        // Longer than the handler that starts it.
        await Task.Delay(50);
        throw new InvalidOperationException("The recipient is unknown.");
    }

    private static async Task<IResult> OrderAwaitedAsync()
    {
        await Task.Delay(AuditMs);
        try
        {
            await NotifyAsync();
        }
        catch (InvalidOperationException unknown)
        {
            return Results.Text(unknown.Message);
        }

        return Results.Text("ordered");
    }
}
