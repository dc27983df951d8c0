using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A thief of threads: a site that never blocks for long, but all the time and on many threads at once.</summary>
/// <remarks>
/// The fault: <see cref="LookUpAsync"/> sleeps for 60 ms, under blockwatch's threshold of 100 ms, at about 200 requests a second:
/// some 12 pool threads are held by it at any time, most of those that the pool has.
/// The line: the one marked BLOCKS. In the truth file each sleep is an occurrence of 60 ms, thousands in a run.
/// blockwatch must say: BW0004 at that line, by the sum of what the site took from the pool, not as stalls: no occurrence is one.
/// The pool's minimum is 24 threads, so that this is no starvation too.
/// The healthy twin (<c>--load healthy</c>) awaits Task.Delay: nothing.
/// </remarks>
internal sealed class Thief : WebScenario
{
    private const int LookUpMs = 60;
    private const int MinThreads = 24;
    private const double Rate = 200;

    public override string Name => "thief";

    public override string Description => "a handler sleeps 60 ms, under the threshold, 200 times a second: most of the pool's time (BW0004 by its sum)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/look-up-async"];

    protected override double HealthyRate => Rate;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        ThreadPool.GetMinThreads(out _, out int completionPortThreads);
        ThreadPool.SetMinThreads(MinThreads, completionPortThreads);
        return Task.CompletedTask;
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/look-up", LookUpAsync);
        routes.MapGet("/look-up-async", LookUpWithoutBlockingAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) => load.PacedAsync(["/look-up"], Rate);

    private static async Task<IResult> LookUpAsync(TruthLog truth)
    {
        await Task.Yield();
        Fault fault = truth.Begin();
        Thread.Sleep(LookUpMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
        return Results.Text("found");
    }

    private static async Task<IResult> LookUpWithoutBlockingAsync()
    {
        await Task.Delay(LookUpMs);
        return Results.Text("found");
    }
}
