using System.Globalization;
using System.Text.Json;
using BlockWatch.Accuracy.Watching;
using BlockWatch.Faults.Load;

namespace BlockWatch.Faults.Soak;

/// <summary>One part of a soak: a target with faults and requests, a blockwatch on it, and a row a minute.</summary>
internal sealed class SoakRun
{
    private const int ExitMet = 0;
    private const int ExitMissed = 1;
    private const int ExitNotPrepared = 3;

    private const string Scenario = "five-faults";
    private const double OutsideRequestsPerSecond = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    // A stall's line comes within moments of its end, and the truth file is written once a second.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(8);

    private readonly SoakOptions _options;
    private readonly SoakFile _file;
    private readonly MinuteAccuracy _accuracy = new();
    private readonly Random _random = new();

    private SoakRun(SoakOptions options)
    {
        _options = options;
        _file = new SoakFile(options.Output);
    }

    /// <returns>0 when every target is met, 1 when one is missed, 3 when the run could not be made.</returns>
    public static async Task<int> RunAsync(SoakOptions options)
    {
        try
        {
            await PublishedTargets.EnsureAsync([options.Runtime]);
            using InstalledTool tool = options.Tool is { } executable ? InstalledTool.At(executable) : await InstalledTool.CreateAsync();
            DateTimeOffset part = await new SoakRun(options).MeasureAsync(tool);
            SoakVerdict verdict = SoakVerdict.Of(options.Output, part);
            await Console.Out.WriteLineAsync(verdict.Text);
            return verdict.IsMet ? ExitMet : ExitMissed;
        }
        catch (Exception failure) when (failure is TimeoutException or InvalidOperationException or IOException or JsonException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitNotPrepared;
        }
    }

    private async Task<DateTimeOffset> MeasureAsync(InstalledTool tool)
    {
        using TemporaryFolder folder = new();
        string report = folder.Combine("soak.json");
        await using SampleTarget target = await SampleTarget.StartAsync(
            PublishedTargets.Executable(_options.Runtime), Scenario,
            "--background", Number(_options.Rate), "--seconds", Number((_options.Duration + TimeSpan.FromMinutes(10)).TotalSeconds));
        int threadsBefore = ProcessFacts.Of(target.ProcessId)!.Threads;
        await using RequestLoad load = new(new Uri(target.Url, "/ok"), OutsideRequestsPerSecond);
        await using ProcessRun watch = ProcessRun.Start(tool.Command("attach", "-p", Number(target.ProcessId), "--budget", _options.Budget, "--json-lines", "--quiet", "-o", report));
        await watch.WaitForOutputLineAsync(line => line.Contains("\"started\"", StringComparison.Ordinal), TestTimeouts.WatchStart);

        DateTimeOffset part = DateTimeOffset.UtcNow;
        load.Take();
        int linesRead = 0;
        List<LiveLine> lines = [];
        for (int minute = 1; minute * Minute <= _options.Duration; minute++)
        {
            bool kills = _options.KillEvery > 0 && minute % _options.KillEvery == 0;
            Readings readings = await ReadAsync(part + (minute * Minute), watch.ProcessId, target.ProcessId, kills ? () => KillSecondAsync(tool, target.ProcessId) : null);
            LoadFigures requests = load.Take();
            await Task.Delay(Settled);
            IReadOnlyList<OutputLine> all = watch.OutputLines;
            lines.AddRange(all.Skip(linesRead).Select(LiveLine.Of).Where(line => line.Kind == "stallClosed"));
            linesRead = all.Count;
            WatchedInterval interval = new(WallClock.UnixMs(part + ((minute - 1) * Minute)), WallClock.UnixMs(part + (minute * Minute)));
            SoakRow row = Row(part, minute, readings, requests, _accuracy.Compare(target.ReadTruth(), lines, interval), kills);
            lines.RemoveAll(line => line.EndUnixMs < interval.FromUnixMs);
            _file.Append(row);
            await Console.Out.WriteLineAsync(SoakText.Row(row));
        }

        watch.Send(Signal.Terminate);
        ProcessResult ended = await watch.WaitAsync(TestTimeouts.WatchOverhead);
        _file.Append(await EndAsync(part, ended, ReportDocument.Read(report), target, threadsBefore));
        return part;
    }

    private static async Task<Readings> ReadAsync(DateTimeOffset until, int watch, int target, Func<Task>? disturb)
    {
        Readings readings = new();
        Task disturbed = Task.CompletedTask;
        while (true)
        {
            readings.Add(watch, target);
            TimeSpan left = until - DateTimeOffset.UtcNow;
            if (left <= TimeSpan.Zero)
            {
                await disturbed;
                return readings;
            }

            if (disturb is not null && left < Minute / 2)
            {
                disturbed = disturb();
                disturb = null;
            }

            await Task.Delay(left < Step ? left : Step);
        }
    }

    // At any moment of its attach, its list of methods or its watching.
    private async Task KillSecondAsync(InstalledTool tool, int target)
    {
        await using ProcessRun second = ProcessRun.Start(tool.Command("attach", "-p", Number(target), "--quiet"));
        await Task.Delay(TimeSpan.FromSeconds(_random.NextDouble() * 5));
        if (second.HasExited)
        {
            throw new InvalidOperationException("The second blockwatch ended before it was killed.");
        }

        second.Send(Signal.Kill);
        await second.WaitAsync(TestTimeouts.Kill);
    }

    private SoakRow Row(DateTimeOffset part, int minute, Readings readings, LoadFigures requests, MinuteAccuracy.Result accuracy, bool killed) => new()
    {
        Part = part,
        Minute = minute,
        At = DateTimeOffset.UtcNow,
        Rate = _options.Rate,
        Budget = _options.Budget,
        Stalls = accuracy.Stalls,
        Rule = accuracy.Rule,
        Method = accuracy.Method,
        FalseStalls = accuracy.FalseStalls,
        Requests = requests,
        RssMb = readings.RssMb,
        Handles = readings.Handles,
        Threads = readings.Threads,
        CpuMsPerSecond = readings.WatchCpu,
        TargetRssMb = readings.TargetRssMb,
        TargetCpuMsPerSecond = readings.TargetCpu,
        Sessions = readings.MostConnections,
        LastingSessions = readings.FewestConnections,
        LoadAverage = File.ReadAllText("/proc/loadavg").Split(' ')[0],
        Killed = killed,
    };

    private static async Task<SoakEnd> EndAsync(DateTimeOffset part, ProcessResult ended, ReportDocument report, SampleTarget target, int threadsBefore)
    {
        for (DateTimeOffset until = DateTimeOffset.UtcNow + Step; DiagnosticConnections.Of(target.ProcessId) > 0 && DateTimeOffset.UtcNow < until;)
        {
            await Task.Delay(TestTimeouts.Poll);
        }

        int left = DiagnosticConnections.Of(target.ProcessId);
        int threads = ProcessFacts.Of(target.ProcessId)?.Threads ?? 0;
        DateTimeOffset told = DateTimeOffset.UtcNow;
        ProcessResult exit = await target.EndAsync();
        return new SoakEnd
        {
            Part = part,
            ExitCode = ended.ExitCode,
            Complete = report.Session.Complete,
            EventsReceived = report.Session.EventsReceived,
            EventsLost = report.Session.EventsLost,
            SessionsLeft = left,
            TargetThreads = [threadsBefore, threads],
            TargetExitCode = exit.ExitCode,
            TargetExitMs = Math.Round((DateTimeOffset.UtcNow - told).TotalMilliseconds),
        };
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
