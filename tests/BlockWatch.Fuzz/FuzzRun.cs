using BlockWatch.Fuzz.Execution;
using BlockWatch.Fuzz.Guidance;
using BlockWatch.Fuzz.Output;
using BlockWatch.Fuzz.Results;
using BlockWatch.Fuzz.Targets;
using BlockWatch.TestKit;

namespace BlockWatch.Fuzz;

/// <summary>Goes through the targets and seeds, prints the table, and writes it down.</summary>
internal static class FuzzRun
{
    private const int Clean = 0;
    private const int Found = 1;

    public static async Task<int> RunAsync(FuzzOptions options)
    {
        using CancellationTokenSource stop = new();
        if (options.Limit is { } limit)
        {
            stop.CancelAfter(limit);
        }

        WorkerProgram program = options.IsGuided
            ? new WorkerProgram(InstrumentedCopy.Make(Path.Combine(RepositoryRoot.Artifacts, "fuzz-instrumented")), IsGuided: true)
            : WorkerProgram.Plain;
        List<FuzzTally> tallies = [];
        foreach (string name in options.Targets)
        {
            foreach (int seed in options.Seeds.TakeWhile(_ => !stop.IsCancellationRequested))
            {
                FuzzTally tally = await new Supervisor(FuzzTargets.ByName(name), program, seed, options.From, options.Findings, Console.Error).RunAsync(options.Count, stop.Token);
                await Console.Error.WriteLineAsync(FormattableString.Invariant($"{name}, seed {seed}: inputs {tally.From} to {tally.From + tally.Count - 1} in {tally.Seconds} s"));
                tallies.Add(tally);
            }
        }

        await Console.Out.WriteAsync(FuzzTable.Format(tallies));
        if (options.Log is { } log)
        {
            FuzzLog.Add(log, tallies);
            if (options.Markdown is { } page)
            {
                FuzzPage.Update(page, FuzzLog.Read(log));
            }
        }

        return tallies.Any(static tally => tally.Findings.Count > 0) ? Found : Clean;
    }
}
