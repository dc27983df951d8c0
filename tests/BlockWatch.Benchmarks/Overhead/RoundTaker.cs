using System.Diagnostics;
using System.Text.Json;
using BlockWatch.Benchmarks.Load;
using BlockWatch.Benchmarks.Targets;
using BlockWatch.Benchmarks.Watching;

namespace BlockWatch.Benchmarks.Overhead;

/// <summary>Takes rounds of one target, alone and watched.</summary>
internal sealed class RoundTaker
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);

    // The list of all methods and the first burst belong to the attach, not to the watching.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly TargetProcess _target;
    private readonly SteadyLoad? _load;

    /// <param name="target">The target.</param>
    /// <param name="load">What keeps it busy; null when nothing does.</param>
    public RoundTaker(TargetProcess target, SteadyLoad? load)
    {
        _target = target;
        _load = load;
    }

    /// <summary>Measures pairs of rounds; which of the two comes first alternates, so that a drift of the machine favours neither.</summary>
    public async Task<IReadOnlyList<RoundPair>> TakePairsAsync(int count, Action<RoundPair> onTaken)
    {
        List<RoundPair> pairs = [];
        Round alone = await MeasureAsync(Length);
        for (int i = 0; i < count; i++)
        {
            if (i % 2 == 0 && i > 0)
            {
                alone = await MeasureAsync(Length);
            }

            WatchedRound watched = await WatchAsync(alone);
            if (i % 2 == 1)
            {
                alone = await MeasureAsync(Length);
            }

            pairs.Add(new RoundPair(alone, watched));
            onTaken(pairs[^1]);
        }

        return pairs;
    }

    private async Task<Round> MeasureAsync(TimeSpan length)
    {
        TimeSpan cpu = _target.CpuTime;
        long answered = Answered();
        long started = Stopwatch.GetTimestamp();
        await Task.Delay(length);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Round((_target.CpuTime - cpu).TotalMilliseconds / seconds, (Answered() - answered) / seconds);
    }

    private async Task<WatchedRound> WatchAsync(Round usual)
    {
        TimeSpan cpu = _target.CpuTime;
        long started = Stopwatch.GetTimestamp();
        await using WatchProcess watch = await WatchProcess.StartAsync(_target.Id, Settling + Length + TimeSpan.FromSeconds(1));
        await Task.Delay(Settling);
        double attachMs = (_target.CpuTime - cpu).TotalMilliseconds - (usual.CpuMsPerSecond * Stopwatch.GetElapsedTime(started).TotalSeconds);
        Round measured = await MeasureAsync(Length);
        JsonElement report = await watch.ReportAsync();
        JsonElement session = report.GetProperty("session");
        double seconds = session.GetProperty("durationMs").GetDouble() / 1000;
        long Events(string lane) => session.GetProperty("lanes").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == lane).GetProperty("events").GetInt64();
        return new WatchedRound(
            measured,
            attachMs,
            Events("spans") / seconds,
            Events("waits") / seconds,
            Events("bursts"),
            session.GetProperty("eventsLost").GetInt64(),
            session.GetProperty("collectorCpuMs").GetDouble() / 1000 / seconds,
            report.GetProperty("findings").GetArrayLength());
    }

    private long Answered() => _load?.Answered ?? 0;
}
