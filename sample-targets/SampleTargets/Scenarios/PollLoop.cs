using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A poll loop: many short waits in one request, of which none is long.</summary>
/// <remarks>
/// The fault: <see cref="SleepAsync"/> calls <c>Thread.Sleep(10)</c> 25 times in one span, <see cref="WaitAsync"/> likewise
/// <c>Task.Delay(10).Wait()</c>; each holds its thread for 250 to 300 ms.
/// The lines: those marked BLOCKS. In the truth file the loop is one occurrence.
/// blockwatch must say: BW0004 at the sleep and BW0001 at the wait, each as one stall a request with the whole loop's duration: not 25,
/// and not none.
/// The healthy twin (<c>--load healthy</c>) awaits each delay: nothing.
/// </remarks>
internal sealed class PollLoop : WebScenario
{
    private const int Polls = 25;
    private const int PollMs = 10;

    public override string Name => "poll-loop";

    public override string Description => "one request sleeps 10 ms 25 times, another waits 25 times for Task.Delay(10) (BW0004, BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/delays", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sleeps", SleepAsync);
        routes.MapGet("/waits", WaitAsync);
        routes.MapGet("/delays", DelayAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/sleeps", WebTarget.OkPath, "/waits", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> SleepAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Fault fault = truth.Begin();
        for (int i = 0; i < Polls; i++)
        {
            Thread.Sleep(PollMs); // BLOCKS
        }

        truth.End(fault, FaultCategory.Sleep);
        return Results.Text("polled");
    }

    private static async Task<IResult> WaitAsync(TruthLog truth)
    {
        await Task.Delay(5);
        Fault fault = truth.Begin();
        for (int i = 0; i < Polls; i++)
        {
            Task.Delay(PollMs).Wait(); // BLOCKS
        }

        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text("polled");
    }

    private static async Task<IResult> DelayAsync()
    {
        for (int i = 0; i < Polls; i++)
        {
            await Task.Delay(PollMs);
        }

        return Results.Text("polled");
    }
}
