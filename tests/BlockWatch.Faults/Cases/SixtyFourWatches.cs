using BlockWatch.Faults.Running;

namespace BlockWatch.Faults.Cases;

/// <summary>More blockwatch than a runtime has sessions for.</summary>
internal sealed class SixtyFourWatches : IFaultCase
{
    private const int Count = 65;
    private const int AtOnce = 6;

    public string Name => "64-watches";

    public string Fault => "64 blockwatch watch one target, and one more: each has two sessions, and a runtime has 64 in all";

    public string Expected => "those that found room exit with 0 and a report, the others, the 65th among them, with 3 and a clear line";

    public string? WhyNot(int runtime) => runtime == 10 ? null : "it takes minutes of two processors: once is enough";

    // So many processes that start have all processors for a while.
    public TargetPlan Target => new() { LongestAnswer = null };

    public async Task RunAsync(FaultScene scene)
    {
        scene.Times = Count;
        List<Watch> watching = [];
        for (int started = 0; started < Count; started += AtOnce)
        {
            Watch[] some = [.. Enumerable.Range(0, Math.Min(AtOnce, Count - started)).Select(_ => scene.Attach())];
            foreach (Watch watch in some)
            {
                if (await WatchesAsync(watch))
                {
                    watching.Add(watch);
                }
                else
                {
                    await scene.EndsAsync(watch, exitCode: 3, withReport: false);
                    scene.Check(watch.Said.Contains("64 sessions", StringComparison.Ordinal), $"it says: {watch.Said}");
                }
            }
        }

        scene.Check(watching.Count is > 25 and <= 32, FormattableString.Invariant($"{watching.Count} found room"));
        scene.Check(!watching.Contains(scene.Watches[^1]), "the last one found room");
        foreach (Watch watch in watching)
        {
            watch.Send(Signal.Terminate);
        }

        foreach (Watch watch in watching)
        {
            await scene.EndsAsync(watch, exitCode: 0);
        }
    }

    private static async Task<bool> WatchesAsync(Watch watch)
    {
        try
        {
            await watch.StartedAsync();
            return true;
        }
        catch (InvalidOperationException)
        {
            // It ended instead.
            return false;
        }
    }
}
