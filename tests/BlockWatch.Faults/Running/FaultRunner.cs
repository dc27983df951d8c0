using System.ComponentModel;
using System.Text.Json;
using System.Text.RegularExpressions;
using BlockWatch.Faults.Cases;
using BlockWatch.Faults.Load;
using BlockWatch.Faults.Results;

namespace BlockWatch.Faults.Running;

/// <summary>Makes rows: a scene for each, with the case in it.</summary>
internal sealed partial class FaultRunner
{
    private readonly InstalledTool _tool;

    // How long a target's exit takes that nobody watches, by runtime.
    private readonly Dictionary<int, TimeSpan> _usualExits = [];

    private FaultRunner(InstalledTool tool) => _tool = tool;

    /// <summary>Measures how targets exit when nobody watches them.</summary>
    public static async Task<FaultRunner> CreateAsync(InstalledTool tool, IReadOnlyList<int> runtimes)
    {
        FaultRunner runner = new(tool);
        foreach (int runtime in runtimes)
        {
            runner._usualExits.Add(runtime, await FaultScene.UsualExitAsync(runtime, new TargetPlan()));
        }

        return runner;
    }

    /// <summary>Makes one row. Rows may be made at the same time.</summary>
    public async Task<FaultRow> RunAsync(IFaultCase wanted, int runtime, int repeats)
    {
        TimeSpan usual = _usualExits[runtime];
        if (wanted.WhyNot(runtime) is { } why)
        {
            return Row(wanted, runtime, usual, []) with { Skipped = why };
        }

        List<Done> done = [];
        for (int i = 0; i < repeats; i++)
        {
            done.Add(await DoAsync(wanted, runtime, usual, seed: (1000 * runtime) + i));
        }

        return Row(wanted, runtime, usual, done);
    }

    private async Task<Done> DoAsync(IFaultCase wanted, int runtime, TimeSpan usual, int seed)
    {
        try
        {
            await using FaultScene scene = await FaultScene.SetAsync(runtime, _tool, wanted.Target, usual, seed);
            try
            {
                await wanted.RunAsync(scene);
                await scene.FinishAsync();
            }
            catch (Exception failure) when (IsExpected(failure))
            {
                return Of(scene) with { Failures = [.. scene.Failures, failure.Message.ReplaceLineEndings(" ")] };
            }

            return Of(scene);
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            return new Done(1, LoadFigures.Of([], 0), null, usual, [], [], 0, 0, [failure.Message.ReplaceLineEndings(" ")]);
        }
    }

    private static bool IsExpected(Exception failure) =>
        failure is TimeoutException or InvalidOperationException or IOException or JsonException or Win32Exception or UnauthorizedAccessException;

    private static Done Of(FaultScene scene) => new(
        scene.Times,
        scene.Requests,
        scene.Exit,
        scene.UsualExit,
        [.. scene.Watches.Where(watch => watch.Result is not null).Select(watch => watch.Result!.ExitCode)],
        [.. scene.Watches.Select(watch => WithoutNumbers().Replace(watch.Said, "N")).Where(said => said.Length > 0)],
        scene.Watches.Count(watch => Report(watch) is not null),
        scene.Watches.Count(watch => Report(watch) is { Session.Complete: true }),
        scene.Failures);

    private static ReportDocument? Report(Watch watch)
    {
        try
        {
            return watch.ReadReport();
        }
        catch (JsonException)
        {
            // Told of already.
            return null;
        }
    }

    private static FaultRow Row(IFaultCase wanted, int runtime, TimeSpan usual, IReadOnlyList<Done> done) => new()
    {
        Case = wanted.Name,
        Runtime = runtime,
        Times = done.Sum(once => once.Times),
        Requests = new LoadFigures(
            done.Sum(once => once.Requests.Answered),
            done.Sum(once => once.Requests.Failed),
            done.Select(once => once.Requests.MedianMs).DefaultIfEmpty().Max(),
            done.Select(once => once.Requests.P99Ms).DefaultIfEmpty().Max(),
            done.Select(once => once.Requests.MostMs).DefaultIfEmpty().Max()),
        ExitMs = done.Max(once => once.Exit?.TotalMilliseconds) is { } exit ? Math.Round(exit) : null,
        UsualExitMs = Math.Round(done.Select(once => once.UsualExit).Append(usual).Max().TotalMilliseconds),
        ExitCodes = [.. done.SelectMany(once => once.ExitCodes).Distinct().Order()],
        Said = [.. done.SelectMany(once => once.Said).Distinct().Order(StringComparer.Ordinal)],
        Reports = done.Sum(once => once.Reports),
        CompleteReports = done.Sum(once => once.CompleteReports),
        Failures = [.. done.SelectMany(once => once.Failures)],
    };

    [GeneratedRegex("[0-9]+")]
    private static partial Regex WithoutNumbers();

    /// <summary>One time that a case was run.</summary>
    private sealed record Done(
        int Times, LoadFigures Requests, TimeSpan? Exit, TimeSpan UsualExit, IReadOnlyList<int> ExitCodes, IReadOnlyList<string> Said, int Reports, int CompleteReports, IReadOnlyList<string> Failures);
}
