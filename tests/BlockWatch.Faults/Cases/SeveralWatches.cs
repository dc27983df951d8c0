using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>Several blockwatch on one target.</summary>
internal sealed class SeveralWatches(string name, int count) : IFaultCase
{
    public string Name => name;

    public string Fault => FormattableString.Invariant($"{count} blockwatch watch one target for 5 s");

    public string Expected => "exit code 0 and a report of each";

    // So many processes that start have all processors for a while.
    public TargetPlan Target => new() { LongestAnswer = count > 2 ? null : TimeSpan.FromSeconds(2) };

    public async Task RunAsync(FaultScene scene)
    {
        Watch[] watches = [.. Enumerable.Range(0, count).Select(_ => scene.Attach())];
        foreach (Watch watch in watches)
        {
            await watch.StartedAsync();
        }

        await Task.Delay(TimeSpan.FromSeconds(5));
        foreach (Watch watch in watches)
        {
            watch.Send(Signal.Terminate);
        }

        foreach (Watch watch in watches)
        {
            await scene.EndsAsync(watch, exitCode: 0);
        }
    }
}
