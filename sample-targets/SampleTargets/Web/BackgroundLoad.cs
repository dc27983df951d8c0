using SampleTargets.Load;
using SampleTargets.Running;

namespace SampleTargets.Web;

/// <summary>A healthy server beside the scenario, in the same process and on the same pool, which asks itself so many times a second.</summary>
internal sealed class BackgroundLoad : IAsyncDisposable
{
    private readonly WebTarget? _server;
    private readonly CancellationTokenSource _end;
    private readonly Task _asking;

    private BackgroundLoad(WebTarget? server, double rate, CancellationToken end)
    {
        _server = server;
        _end = CancellationTokenSource.CreateLinkedTokenSource(end);
        _asking = server is null ? Task.CompletedTask : new LoadGenerator(server.Client, _end.Token).PacedAsync([WebTarget.OkPath], rate);
    }

    /// <summary>Starts it; nothing when no background is asked for.</summary>
    public static async Task<BackgroundLoad> StartAsync(ScenarioRun run)
    {
        double rate = run.Options.BackgroundRate;
        ScenarioRun own = run with { Options = run.Options with { Port = 0 } };
        WebTarget? server = rate > 0 ? await WebTarget.StartAsync(own, static _ => { }, static _ => { }, [WebTarget.OkPath]) : null;
        return new BackgroundLoad(server, rate, run.End);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _asking;
        _end.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
