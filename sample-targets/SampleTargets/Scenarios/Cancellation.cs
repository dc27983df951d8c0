using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Cancellation that comes to nothing, because the call that blocks was not given the token.</summary>
/// <remarks>
/// The fault: both handlers give up after 40 ms, yet <see cref="WaitTurnAsync"/> stays in SemaphoreSlim.Wait for its whole timeout
/// of 200 ms, and <see cref="PollAsync"/>, which looks at the token only between its steps, in a Thread.Sleep of 200 ms.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0002 at the first, with SemaphoreSlim.WaitAsync as its replacement, and BW0004 at the second.
/// The healthy twin (<c>--load healthy</c>) hands the token to SemaphoreSlim.WaitAsync and to Task.Delay: nothing.
/// </remarks>
internal sealed class Cancellation : WebScenario
{
    private const int StepMs = 200;

    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan TurnTimeout = TimeSpan.FromMilliseconds(200);

    // Never released: every wait for it ends with its timeout or its token.
    private static readonly SemaphoreSlim Turn = new(0);

    public override string Name => "cancellation";

    public override string Description => "handlers are cancelled after 40 ms, but wait and sleep for 200 ms without the token (BW0002, BW0004)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0002", "BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/turn-awaited", "/poll-awaited", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/turn", WaitTurnAsync);
        routes.MapGet("/poll", PollAsync);
        routes.MapGet("/turn-awaited", AwaitTurnAsync);
        routes.MapGet("/poll-awaited", PollWithoutBlockingAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/turn", WebTarget.OkPath, "/poll", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> WaitTurnAsync(TruthLog truth)
    {
        using CancellationTokenSource source = new(GiveUpAfter);
        await Task.Delay(5);
        Fault fault = truth.Begin();
        bool entered = Turn.Wait(TurnTimeout); // BLOCKS
        truth.End(fault, FaultCategory.PrimitiveWait);
        return Told(entered, source.Token);
    }

    private static async Task<IResult> PollAsync(TruthLog truth)
    {
        using CancellationTokenSource source = new(GiveUpAfter);
        while (!source.IsCancellationRequested)
        {
            await Task.Delay(5);
            Fault fault = truth.Begin();
            Thread.Sleep(StepMs); // BLOCKS
            truth.End(fault, FaultCategory.Sleep);
        }

        return Told(done: false, source.Token);
    }

    private static async Task<IResult> AwaitTurnAsync()
    {
        using CancellationTokenSource source = new(GiveUpAfter);
        try
        {
            return Told(await Turn.WaitAsync(TurnTimeout, source.Token), source.Token);
        }
        catch (OperationCanceledException)
        {
            return Told(done: false, source.Token);
        }
    }

    private static async Task<IResult> PollWithoutBlockingAsync()
    {
        using CancellationTokenSource source = new(GiveUpAfter);
        await Task.Delay(StepMs, source.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Told(done: false, source.Token);
    }

    private static IResult Told(bool done, CancellationToken token) =>
        Results.Text(done ? "done" : token.IsCancellationRequested ? "cancelled" : "timed out");
}
