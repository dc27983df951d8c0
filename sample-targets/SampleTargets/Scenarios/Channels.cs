using System.Threading.Channels;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>A consumer of a channel whose work on each item blocks: the reading is asynchronous, the rest is not.</summary>
/// <remarks>
/// The fault: the handler writes an order to a bounded channel; <see cref="ShipAllAsync"/>, the one consumer, which no request owns,
/// reads them with <c>await foreach</c> and calls <see cref="Ship"/>, which sleeps for 200 ms on the consumer's pool thread.
/// The line: the one marked BLOCKS.
/// blockwatch must say: BW0004 in Ship, not in the loop that calls it.
/// The healthy twin (<c>--load healthy</c>) writes to a channel whose consumer awaits: nothing.
/// </remarks>
internal sealed class Channels : WebScenario
{
    private const int ShipMs = 200;

    private readonly Channel<int> _orders = Channel.CreateBounded<int>(4);
    private readonly Channel<int> _returns = Channel.CreateBounded<int>(4);

    public override string Name => "channels";

    public override string Description => "the consumer of a channel calls Thread.Sleep(200) for each item (BW0004)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/return", WebTarget.OkPath];

    protected override double HealthyRate => 8;

    protected override Task SetUpAsync(ScenarioRun run)
    {
        _ = ShipAllAsync(_orders.Reader, run.Truth);
        _ = TakeBackAllAsync(_returns.Reader);
        return Task.CompletedTask;
    }

    protected override void TearDown()
    {
        _orders.Writer.Complete();
        _returns.Writer.Complete();
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/order", OrderAsync);
        routes.MapGet("/return", ReturnAsync);
    }

    // Longer than Ship takes, so that the channel is empty each time and the consumer suspends.
    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) => load.InTurnAsync(["/order"], TimeSpan.FromMilliseconds(500));

    private async Task<IResult> OrderAsync()
    {
        await _orders.Writer.WriteAsync(1);
        return Results.Accepted();
    }

    private async Task<IResult> ReturnAsync()
    {
        await _returns.Writer.WriteAsync(1);
        return Results.Accepted();
    }

    private static async Task ShipAllAsync(ChannelReader<int> orders, TruthLog truth)
    {
        await foreach (int order in orders.ReadAllAsync())
        {
            Ship(order, truth);
        }
    }

    private static void Ship(int order, TruthLog truth)
    {
        Fault fault = truth.Begin();
        Thread.Sleep(ShipMs * order); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
    }

    private static async Task TakeBackAllAsync(ChannelReader<int> returns)
    {
        await foreach (int taken in returns.ReadAllAsync())
        {
            await Task.Delay(ShipMs * taken);
        }
    }
}
