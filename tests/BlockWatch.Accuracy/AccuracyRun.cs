using System.Text.Json;
using BlockWatch.Accuracy.Output;
using BlockWatch.Accuracy.Scenarios;

namespace BlockWatch.Accuracy;

/// <summary>One measurement: prepares the tool and the targets, runs row after row, writes and judges.</summary>
internal static class AccuracyRun
{
    private const int ExitMet = 0;
    private const int ExitMissed = 1;
    private const int ExitUsage = 2;
    private const int ExitNotPrepared = 3;

    /// <returns>
    /// 0 when every target is met, 1 when one is missed or a row failed, 2 for an unknown scenario or an unusable page, 3 when the
    /// tool or the targets could not be made.
    /// </returns>
    public static async Task<int> MeasureAsync(AccuracyOptions options)
    {
        try
        {
            return await PrepareAndMeasureAsync(options);
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or IOException or JsonException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitNotPrepared;
        }
    }

    private static async Task<int> PrepareAndMeasureAsync(AccuracyOptions options)
    {
        await PublishedTargets.EnsureAsync([.. PublishedTargets.Runtimes.Union(options.Runtimes)]);
        IReadOnlyList<DescribedScenario> known = await DescribedScenario.ReadAllAsync(PublishedTargets.Executable(PublishedTargets.Runtimes[^1]));
        if (options.Scenarios.Except(known.Select(scenario => scenario.Name)).ToArray() is { Length: > 0 } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no scenario '{unknown[0]}'. There are: {string.Join(", ", known.Select(scenario => scenario.Name))}.");
            return ExitUsage;
        }

        if (options.Markdown is not null && !File.Exists(options.Markdown))
        {
            await Console.Error.WriteLineAsync($"There is no page {options.Markdown} to write into.");
            return ExitUsage;
        }

        DescribedScenario[] wanted = [.. known.Where(scenario => options.Scenarios.Count == 0 || options.Scenarios.Contains(scenario.Name))];
        IReadOnlyList<RowPlan> plans =
        [
            .. RowPlan.All(wanted, options.Runtimes, options.Modes, options.Twins || options.OnlyHealthy, options.Duration)
                .Select(plan => plan with { Background = options.Background, Detail = options.Detail ?? plan.Scenario.Detail }),
        ];
        plans = options.OnlyHealthy ? [.. plans.Where(plan => plan.MustBeSilent)] : plans;
        Measurement measurement = await MeasureAsync(plans, options);
        if (options.Markdown is { } page)
        {
            await File.WriteAllTextAsync(page, MarkdownSection.Replace(await File.ReadAllTextAsync(page), measurement, options.Section));
        }

        return await JudgeAsync(measurement);
    }

    private static async Task<Measurement> MeasureAsync(IReadOnlyList<RowPlan> plans, AccuracyOptions options)
    {
        RowResult[] kept = Kept(plans, options);
        Measurement measurement = new()
        {
            MeasuredAt = DateTimeOffset.UtcNow,
            Machine = MachineText.Describe(),
            Command = options.CommandLine,
            Rows = kept,
        };
        if (kept.Length == plans.Count)
        {
            measurement.Write(options.Output);
            return measurement;
        }

        using InstalledTool tool = await InstalledTool.CreateAsync();
        RowRunner runner = new(tool);
        RowMatcher matcher = new(SourceLines.OfSampleTargets());
        List<RowResult> rows = [];
        for (int i = 0; i < plans.Count; i++)
        {
            RowResult? row = Array.Find(kept, row => row.Key == plans[i].Key);
            if (row is null)
            {
                row = await MeasureAsync(runner, matcher, plans[i]);
                await Console.Out.WriteLineAsync(FormattableString.Invariant($"[{i + 1}/{plans.Count}] {ConsoleTable.Progress(row)}"));
            }

            // Rows that were kept and are not yet reached stay in the file, too.
            rows.Add(row);
            measurement = measurement with { Rows = [.. rows, .. kept.Except(rows)] };
            measurement.Write(options.Output);
        }

        return measurement;
    }

    private static async Task<RowResult> MeasureAsync(RowRunner runner, RowMatcher matcher, RowPlan plan)
    {
        try
        {
            return matcher.Match(plan, await runner.RunAsync(plan));
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or IOException or JsonException or OperationCanceledException)
        {
            // One row that cannot be measured costs the others nothing; the verdict names it.
            return new RowResult { Key = plan.Key, Kind = plan.Scenario.Kind, Detail = plan.DetailInForce, Seconds = plan.Duration.TotalSeconds, Failure = failure.Message };
        }
    }

    private static RowResult[] Kept(IReadOnlyList<RowPlan> plans, AccuracyOptions options) => options.Resume && File.Exists(options.Output)
        ? [.. Measurement.Read(options.Output).Rows.Where(row =>
            row.Failure is null && plans.Any(plan => plan.Key == row.Key && plan.Duration.TotalSeconds == row.Seconds && plan.DetailInForce == row.Detail))]
        : [];

    private static async Task<int> JudgeAsync(Measurement measurement)
    {
        await Console.Out.WriteLineAsync("\n" + ConsoleTable.Format(measurement.Rows));
        foreach (RowResult row in measurement.Rows)
        {
            foreach (string difference in row.Differences)
            {
                await Console.Out.WriteLineAsync($"{row.Key}: {difference}");
            }
        }

        foreach (string miss in measurement.Misses)
        {
            await Console.Out.WriteLineAsync($"MISSED {miss}");
        }

        return measurement.Misses.Count == 0 ? ExitMet : ExitMissed;
    }
}
