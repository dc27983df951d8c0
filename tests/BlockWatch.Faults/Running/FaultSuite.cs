using System.Diagnostics;
using System.Text.Json;
using BlockWatch.Accuracy.Output;
using BlockWatch.Faults.Cases;
using BlockWatch.Faults.Results;

namespace BlockWatch.Faults.Running;

/// <summary>The suite: prepares the tool and the targets, goes through cases and runtimes, writes and judges.</summary>
internal static class FaultSuite
{
    private const int ExitMet = 0;
    private const int ExitMissed = 1;
    private const int ExitNotPrepared = 3;

    /// <returns>0 when all rows are as they must be, 1 when one is not or was not reached, 3 when the tool or the targets could not be made.</returns>
    public static async Task<int> RunAsync(FaultOptions options)
    {
        try
        {
            await PublishedTargets.EnsureAsync(options.Runtimes);
            using InstalledTool tool = options.Tool is { } executable ? InstalledTool.At(executable) : await InstalledTool.CreateAsync();
            return await RunAsync(options, tool);
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or IOException or JsonException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitNotPrepared;
        }
    }

    private static async Task<int> RunAsync(FaultOptions options, InstalledTool tool)
    {
        long start = Stopwatch.GetTimestamp();
        (IFaultCase Case, int Runtime)[] wanted =
        [
            .. from known in FaultCases.All
               where options.Cases.Count == 0 || options.Cases.Contains(known.Name)
               from runtime in options.Runtimes
               select (known, runtime),
        ];
        FaultRow[] before = options.Resume && File.Exists(options.Output) ? [.. FaultMeasurement.Read(options.Output).Rows] : [];
        List<FaultRow> rows = [.. before.Where(row => row.IsMet || !wanted.Contains((FaultCases.ByName(row.Case)!, row.Runtime)))];
        (IFaultCase Case, int Runtime)[] left = [.. wanted.Where(row => !rows.Exists(done => done.Case == row.Case.Name && done.Runtime == row.Runtime))];
        FaultRunner runner = await FaultRunner.CreateAsync(tool, [.. left.Select(row => row.Runtime).Distinct()]);
        bool reachedAll = true;
        using SemaphoreSlim writing = new(1);
        await Parallel.ForEachAsync(left, new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce }, async (next, _) =>
        {
            if (Stopwatch.GetElapsedTime(start) > options.Limit)
            {
                reachedAll = false;
                return;
            }

            FaultRow row = await runner.RunAsync(next.Case, next.Runtime, options.Repeats ?? next.Case.Repeats);
            await writing.WaitAsync(CancellationToken.None);
            rows.Add(row);
            Written(rows, options);
            await Console.Out.WriteLineAsync(Describe(row, Stopwatch.GetElapsedTime(start)));
            writing.Release();
        });

        FaultMeasurement measurement = Written(rows, options);
        if (options.Markdown is { } page)
        {
            await File.WriteAllTextAsync(page, FaultTable.Replace(await File.ReadAllTextAsync(page), measurement));
        }

        return reachedAll && rows.TrueForAll(row => row.IsMet) ? ExitMet : ExitMissed;
    }

    private static FaultMeasurement Written(List<FaultRow> rows, FaultOptions options)
    {
        FaultMeasurement measurement = new()
        {
            MeasuredAt = DateTimeOffset.UtcNow,
            Machine = MachineText.Describe(),
            Command = options.CommandLine,
            Rows = [.. rows.OrderBy(row => FaultCases.IndexOf(row.Case)).ThenBy(row => row.Runtime)],
        };
        measurement.Write(options.Output);
        return measurement;
    }

    private static string Describe(FaultRow row, TimeSpan elapsed)
    {
        string figures = FormattableString.Invariant(
            $"{elapsed.TotalSeconds:0} s: {row.Case} on .NET {row.Runtime}: {row.Times} times, {row.Requests.Answered} answered, {row.Requests.Failed} failed, longest {row.Requests.MostMs:0} ms, exit {row.ExitMs:0} ms (usually {row.UsualExitMs:0}), exit codes {string.Join(",", row.ExitCodes)}, {row.Reports} reports");
        return row.Skipped is { } why ? $"{row.Case} on .NET {row.Runtime.ToString(System.Globalization.CultureInfo.InvariantCulture)}: not tried: {why}"
            : row.IsMet ? figures
            : $"{figures}\n  FAILED {string.Join("\n  FAILED ", row.Failures.Distinct())}";
    }
}
