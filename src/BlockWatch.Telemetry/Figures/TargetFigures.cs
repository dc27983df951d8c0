using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;

namespace BlockWatch.Telemetry.Figures;

/// <summary>What is measured of one target: fed by its watch, read by whoever sends or serves it. Thread-safe.</summary>
internal sealed class TargetFigures
{
    private readonly object _gate = new();
    private readonly SiteTotals _sites = new();

    // Those that have not resolved by themselves; the detector bounds how many it tells of.
    private readonly HashSet<int> _deadlocked = [];
    private long _deadlocks;
    private long _episodes;
    private long _starvedNs;
    private int? _episode;
    private WatchProgress? _progress;

    public void AddStall(Stall stall)
    {
        lock (_gate)
        {
            _sites.Add(stall);
        }
    }

    public void BeginStarvation(StarvationEpisode episode)
    {
        lock (_gate)
        {
            _episodes++;
            _episode = episode.Id;
        }
    }

    public void EndStarvation(StarvationEpisode episode)
    {
        lock (_gate)
        {
            // One whose begin was left out is counted all the same.
            _episodes += _episode == episode.Id ? 0 : 1;
            _episode = null;
            _starvedNs += Math.Max(0, (episode.EndNs ?? episode.StartNs) - episode.StartNs);
        }
    }

    public void AddDeadlock(Deadlock deadlock)
    {
        lock (_gate)
        {
            _deadlocks += _deadlocked.Add(deadlock.Id) ? 1 : 0;
        }
    }

    public void EndDeadlock(Deadlock deadlock)
    {
        lock (_gate)
        {
            _deadlocked.Remove(deadlock.Id);
        }
    }

    public void Update(WatchProgress progress)
    {
        lock (_gate)
        {
            _progress = progress;
        }
    }

    /// <summary>The values of a metric now; none while it is not known.</summary>
    public IReadOnlyList<MetricPoint> Read(MetricDefinition metric)
    {
        lock (_gate)
        {
            return metric switch
            {
                _ when metric == Metrics.Stalls => _sites.Stalls(),
                _ when metric == Metrics.StalledTime => _sites.Time(),
                _ when metric == Metrics.Deadlocks => [new(_deadlocks)],
                _ when metric == Metrics.ActiveDeadlocks => [new(_deadlocked.Count)],
                _ when metric == Metrics.StarvationEpisodes => [new(_episodes)],
                _ when metric == Metrics.StarvationTime => [new(_starvedNs / 1e9)],
                _ when metric == Metrics.StarvationActive => [new(_episode is null ? 0 : 1)],
                _ => _progress is { } progress ? ReadProgress(metric, progress) : [],
            };
        }
    }

    private static MetricPoint[] ReadProgress(MetricDefinition metric, WatchProgress progress) => metric switch
    {
        _ when metric == Metrics.OldestSpan => [new(progress.LongestOpenMs / 1000)],
        _ when metric == Metrics.PoolThreads => OfPool(progress, pool => pool.Threads),
        _ when metric == Metrics.PoolQueue => OfPool(progress, pool => pool.QueueLength),
        _ when metric == Metrics.PoolCompleted => OfPool(progress, _ => progress.CompletedItems),
        _ when metric == Metrics.WatchedTime => [new(progress.WatchedMs / 1000)],
        _ when metric == Metrics.LaneTime => OfLanes(progress, lane => lane.ToldMs / 1000),
        _ when metric == Metrics.LaneEvents => OfLanes(progress, lane => lane.Events),
        _ when metric == Metrics.LaneEventsLost => OfLanes(progress, lane => lane.EventsLost),
        _ when metric == Metrics.LeftOut => [new(progress.Untold)],
        _ when metric == Metrics.BudgetAllowed => [new(progress.Budget.AllowedShare)],
        _ when metric == Metrics.BudgetUsed => [new(progress.Budget.EstimatedShare)],
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric.Name, "Nobody measures this."),
    };

    private static MetricPoint[] OfPool(WatchProgress progress, Func<PoolSample, double> value) => progress.Pool is { } pool ? [new(value(pool))] : [];

    private static MetricPoint[] OfLanes(WatchProgress progress, Func<LaneProgress, double> value) =>
        [.. progress.Lanes.Select(lane => new MetricPoint(value(lane), [lane.Name]))];
}
