using SampleTargets.Load;
using SampleTargets.Running;

namespace SampleTargets.Web;

/// <summary>A scenario whose fault is in the handlers of a web server, and whose healthy twin is in other handlers of the same.</summary>
internal abstract class WebScenario : IScenario
{
    public abstract string Name { get; }

    public abstract string Description { get; }

    public abstract ScenarioFacts Facts { get; }

    /// <summary>The endpoints that do the same work without the fault.</summary>
    protected abstract IReadOnlyList<string> HealthyPaths { get; }

    /// <summary>Requests a second of the healthy load, unless told otherwise.</summary>
    protected virtual double HealthyRate => 20;

    /// <summary>What is asked for before the scenario says that it is ready. Never an endpoint with the fault.</summary>
    protected virtual IReadOnlyList<string> WarmUpPaths { get; } = [WebTarget.OkPath];

    public async Task<int> RunAsync(ScenarioRun run)
    {
        await SetUpAsync(run);
        try
        {
            await using WebTarget target = await WebTarget.StartAsync(run, AddServices, Map, WarmUpPaths);
            LoadGenerator load = new(target.Client, run.End);
            ScenarioRun.AnnounceReady(target.Url);
            await (run.Options.Load switch
            {
                LoadKind.Faults => FaultLoadAsync(load, run),
                LoadKind.Healthy => load.PacedAsync(HealthyPaths, run.Options.Rate ?? HealthyRate),
                _ => load.PauseAsync(Timeout.InfiniteTimeSpan),
            });
            await Console.Error.WriteLineAsync($"answered={load.Answered} failed={load.Failed}");
        }
        finally
        {
            TearDown();
        }

        return 0;
    }

    protected abstract void Map(IEndpointRouteBuilder routes);

    /// <summary>What the endpoints need besides the truth and the client.</summary>
    protected virtual void AddServices(IServiceCollection services)
    {
    }

    /// <summary>Makes the requests that bring the fault about, until the run ends.</summary>
    protected abstract Task FaultLoadAsync(LoadGenerator load, ScenarioRun run);

    /// <summary>What has to be there before the server starts.</summary>
    protected virtual Task SetUpAsync(ScenarioRun run) => Task.CompletedTask;

    /// <summary>Takes away what <see cref="SetUpAsync"/> made.</summary>
    protected virtual void TearDown()
    {
    }
}
