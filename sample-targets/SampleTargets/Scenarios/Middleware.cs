using SampleTargets.Load;
using SampleTargets.Running;
using SampleTargets.Truth;
using SampleTargets.Web;

namespace SampleTargets.Scenarios;

/// <summary>Wrappers around a handler: the frame that blocks is inside them, or is one of them.</summary>
/// <remarks>
/// The fault: middleware <see cref="TimeAsync"/> calls the handler <see cref="ListAsync"/>, which calls <see cref="RetryAsync"/>, which calls
/// <see cref="FindAsync"/>, and only that sleeps, for 200 ms and before its first await, so that all of them are in its stack.
/// Middleware <see cref="AuditAsync"/> waits for a task for 200 ms after its handler, which is healthy.
/// The lines: those marked BLOCKS.
/// blockwatch must say: BW0004 in FindAsync, not in what wraps it, and BW0001 in AuditAsync, not in what it wraps.
/// The healthy twin (<c>--load healthy</c>) has the same wrappers around a handler that awaits: nothing.
/// </remarks>
internal sealed class Middleware : WebScenario
{
    private const int FindMs = 200;

    public override string Name => "middleware";

    public override string Description => "a handler inside of middleware and a retry sleeps; other middleware calls .Wait() (BW0004, BW0001)";

    public override ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0001", "BW0004");

    protected override IReadOnlyList<string> HealthyPaths { get; } = ["/list-awaited", WebTarget.OkPath];

    protected override void Map(IEndpointRouteBuilder routes)
    {
        MapBehind(routes, "/list", TimeAsync, ListAsync);
        MapBehind(routes, "/audited", AuditAsync, FindAwaitedAsync);
        MapBehind(routes, "/list-awaited", TimeAsync, ListAwaitedAsync);
    }

    protected override Task FaultLoadAsync(LoadGenerator load, ScenarioRun run) =>
        load.InTurnAsync(["/list", WebTarget.OkPath, "/audited", WebTarget.OkPath], TimeSpan.FromMilliseconds(50));

    private static void MapBehind(IEndpointRouteBuilder routes, string path, Func<HttpContext, RequestDelegate, Task> wrapper, RequestDelegate handler)
    {
        IApplicationBuilder pipeline = routes.CreateApplicationBuilder();
        pipeline.Use(wrapper);
        pipeline.Run(handler);
        routes.MapGet(path, pipeline.Build());
    }

    private static async Task TimeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.Date = DateTimeOffset.UtcNow.ToString("R");
        await next(context);
    }

    private static async Task AuditAsync(HttpContext context, RequestDelegate next)
    {
        TruthLog truth = context.RequestServices.GetRequiredService<TruthLog>();
        await next(context);
        Task written = Task.Delay(FindMs);
        Fault fault = truth.Begin();
        written.Wait(); // BLOCKS
        truth.End(fault, FaultCategory.TaskWait);
    }

    private static async Task ListAsync(HttpContext context)
    {
        TruthLog truth = context.RequestServices.GetRequiredService<TruthLog>();
        await Task.Delay(5);
        await RetryAsync(() => FindAsync(truth));
    }

    private static async Task RetryAsync(Func<Task<bool>> attempt)
    {
        bool found = false;
        for (int i = 0; i < 3 && !found; i++)
        {
            found = await attempt();
        }
    }

    private static async Task<bool> FindAsync(TruthLog truth)
    {
        Fault fault = truth.Begin();
        Thread.Sleep(FindMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
        await Task.Delay(5);
        return true;
    }

    private static async Task ListAwaitedAsync(HttpContext context) => await RetryAsync(async () =>
    {
        await FindAwaitedAsync(context);
        return true;
    });

    private static async Task FindAwaitedAsync(HttpContext context) => await Task.Delay(5, context.RequestAborted);
}
