using System.Runtime.CompilerServices;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Waits that sit very deep in the stack.</summary>
/// <remarks>
/// The fault: <see cref="SumAsync"/> adds up a lazy sequence of 45 nested LINQ operators whose innermost reads the <c>.Result</c> of a task
/// of 200 ms: more than 50 framework frames lie between the handler and the wait. <see cref="WalkAsync"/> walks a chain of 150 nodes by
/// recursion, and <see cref="Visit"/> sleeps at the last one: the runtime gives 100 frames, so that the
/// handler, and the pool's own frames at the bottom of the stack, are cut off.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0001 at the line of SumAsync, and BW0004 at the sleep of Visit.
/// The healthy twin (<c>--load healthy</c>) awaits the task first and awaits Task.Delay at the end of the walk: nothing.
/// </remarks>
internal sealed class DeepStack : WebScenario
{
    private const int Operators = 45;
    private const int Nodes = 150;
    private const int StallMs = 200;

    // A delegate on the getter itself: a lambda would be a frame of ours just above the wait.
    private static readonly Func<Task<int>, int> Result =
        typeof(Task<int>).GetProperty(nameof(Task<int>.Result))!.GetMethod!.CreateDelegate<Func<Task<int>, int>>();

    public override string Name => "deep-stack";

    public override string Description => "a wait 50 framework frames below the handler, and a sleep at the end of 150 recursive calls (BW0001, BW0004)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/deep-async", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sum", SumAsync);
        routes.MapGet("/walk", WalkAsync);
        routes.MapGet("/deep-async", DeepWithoutBlockingAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/sum", WebTarget.OkPath, "/walk", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static async Task<IResult> SumAsync(TruthLog truth)
    {
        await Task.Delay(5);
        IEnumerable<int> numbers = Nested(new[] { NumberAsync() }.Select(Result));
        Fault fault = truth.Begin();
        int sum = numbers.Sum(); // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
        return Results.Text($"{sum}");
    }

    private static IEnumerable<int> Nested(IEnumerable<int> numbers)
    {
        for (int i = 0; i < Operators; i++)
        {
            numbers = numbers.DefaultIfEmpty();
        }

        return numbers;
    }

    private static async Task<int> NumberAsync()
    {
        await Task.Delay(StallMs);
        return 1;
    }

    private static async Task<IResult> WalkAsync(TruthLog truth)
    {
        await Task.Delay(5);
        return Results.Text($"{Visit(Nodes, truth)}");
    }

    // Inlined, two calls of it would share a frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Visit(int node, TruthLog truth)
    {
        if (node > 1)
        {
            // Not a tail call, which the compiler would turn into a loop.
            return 1 + Visit(node - 1, truth);
        }

        Fault fault = truth.Begin();
        Thread.Sleep(StallMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
        return 1;
    }

    private static async Task<IResult> DeepWithoutBlockingAsync()
    {
        Task<int> number = NumberAsync();
        await number;
        int sum = Nested(new[] { number }.Select(Result)).Sum();
        await Task.Delay(StallMs);
        return Results.Text($"{sum}");
    }
}
