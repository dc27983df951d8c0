using System.Reflection;
using System.Runtime.CompilerServices;
using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Static constructors that block: the request that first uses the type runs it, and others that come meanwhile wait for that one.</summary>
/// <remarks>
/// The fault: the static constructor of <see cref="Rates{T}"/> sleeps for 250 ms. Each round uses another <c>T</c>, so that it runs
/// again: <see cref="ReadFirstAsync"/> runs into it, and 50 ms later <see cref="ReadSecondAsync"/> has to wait for it, in the runtime, for
/// about 200 ms.
/// The lines: the sleep in the static constructor, and the field that the second reader reads, both marked BLOCKS.
/// blockwatch must say: BW0004 at the sleep, in the static constructor, for that is what the first reader's thread does, and BW0010 (runtime
/// work, a type initializer) at the second reader's line, for nothing of the program runs on that thread. Before .NET 10 the runtime waits
/// there in native code, without a frame that tells: blockwatch concludes it from the statement and from the other thread, and says so.
/// The healthy twin (<c>--load healthy</c>) reads rates that were loaded with an await: nothing.
/// </remarks>
internal sealed class TypeInitializer : WebScenario
{
    private const int LoadMs = 250;
    private const int HeadStartMs = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Reference types, whose instantiations share their compiled code: a round has nothing to compile. 16 to the third power of them.
    private static readonly Type[] Parts =
    [
        typeof(string), typeof(object), typeof(Uri), typeof(Version), typeof(Type), typeof(Array), typeof(Delegate), typeof(Exception),
        typeof(Thread), typeof(Task), typeof(Stream), typeof(Random), typeof(Attribute), typeof(Timer), typeof(StringWriter), typeof(Action),
    ];

    // The static constructor has no parameter to get it by.
    private static TruthLog _truth = null!;

    private int _round;

    public override string Name => "type-initializer";

    public override string Description => "a static constructor sleeps 250 ms, and a second request waits for it (BW0004, BW0010)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004", "BW0010");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/read-async", WebTarget.OkPath];

    protected override Task SetUpAsync(ScenarioRun run)
    {
        _truth = run.Truth;
        return Task.CompletedTask;
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/first", ReadFirstAsync);
        routes.MapGet("/second", ReadSecondAsync);
        routes.MapGet("/read-async", ReadWithoutBlockingAsync);
    }

    protected override async Task FaultLoadAsync(LoadGenerator load, ScenarioRun run)
    {
        for (; load.Continues; _round++)
        {
            await Task.WhenAll(load.BurstAsync("/first", 1), load.BurstAsync("/second", 1));
            await load.PauseAsync(Pause);
        }
    }

    private async Task<IResult> ReadFirstAsync()
    {
        Func<int> read = OfRound(nameof(ReadFirst));
        await Task.Delay(5);
        return Results.Text($"{read()}");
    }

    private async Task<IResult> ReadSecondAsync()
    {
        Func<int> read = OfRound(nameof(ReadSecond));
        await Task.Delay(5 + HeadStartMs);
        return Results.Text($"{read()}");
    }

    /// <summary>That method for the type of this round.</summary>
    private Func<int> OfRound(string method)
    {
        Type[] parts = [Parts[_round % 16], Parts[_round / 16 % 16], Parts[_round / 256 % 16]];
        MethodInfo generic = typeof(TypeInitializer).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!;
        return generic.MakeGenericMethod(typeof(Tuple<,,>).MakeGenericType(parts)).CreateDelegate<Func<int>>();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadFirst<T>() => Rates<T>.Count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadSecond<T>()
    {
        Fault fault = _truth.Begin();
        int count = Rates<T>.Count; // BLOCKS
        if (Rates<T>.LoadedBy != Environment.CurrentManagedThreadId)
        {
            _truth.End(fault, FaultCategory.RuntimeWork);
        }

        return count;
    }

    private static async Task<IResult> ReadWithoutBlockingAsync()
    {
        await Task.Delay(LoadMs);
        return Results.Text("read");
    }

    private static class Rates<T>
    {
        public static readonly int Count;

        /// <summary>The managed id of the thread that ran the static constructor.</summary>
        public static readonly int LoadedBy;

        // The fault itself, so not a field initializer, and not "before field init".
        static Rates()
        {
            LoadedBy = Environment.CurrentManagedThreadId;
            Fault fault = _truth.Begin("Rates..cctor");
            Thread.Sleep(LoadMs); // BLOCKS
            _truth.End(fault, FaultCategory.Sleep);
            Count = typeof(T).Name.Length;
        }
    }
}
