namespace BlockWatch.Telemetry.Figures;

/// <summary>All that is measured of a target. The one place where metrics are named.</summary>
internal static class Metrics
{
    private static readonly string[] Site = ["rule", "module", "method"];
    private static readonly string[] Lane = ["lane"];

    public static readonly MetricDefinition Stalls = Counter(
        "blockwatch.stalls", "{stall}", "Stalls that are over, each counted once, at the site that took most of it.", Site);

    public static readonly MetricDefinition StalledTime = Counter(
        "blockwatch.stalled.time", "s", "Time of stalls that are over, without garbage collection, by the site that took it.", Site);

    public static readonly MetricDefinition OldestSpan = Gauge(
        "blockwatch.oldest_span.age", "s", "How long the work item has been running that has been running for longest; 0 when none runs.");

    public static readonly MetricDefinition Deadlocks = Counter("blockwatch.deadlocks", "{deadlock}", "Deadlocks found.");

    public static readonly MetricDefinition ActiveDeadlocks = Gauge("blockwatch.deadlocks.active", "{deadlock}", "Deadlocks found that have not resolved by themselves.");

    public static readonly MetricDefinition StarvationEpisodes = Counter("blockwatch.starvation.episodes", "{episode}", "Times in which the pool starved, also the one that goes on.");

    public static readonly MetricDefinition StarvationTime = Counter("blockwatch.starvation.time", "s", "How long the pool has starved, without the episode that goes on.");

    public static readonly MetricDefinition StarvationActive = Gauge("blockwatch.starvation.active", "{episode}", "1 while the pool starves, otherwise 0.");

    public static readonly MetricDefinition PoolThreads = Gauge("blockwatch.pool.threads", "{thread}", "Worker threads of the pool, as counted last.");

    public static readonly MetricDefinition PoolQueue = Gauge("blockwatch.pool.queue.length", "{item}", "Work items that wait in the pool's queue, as counted last.");

    public static readonly MetricDefinition PoolCompleted = Counter("blockwatch.pool.items.completed", "{item}", "Work items that the pool completed, by its own counter.");

    public static readonly MetricDefinition WatchedTime = Counter("blockwatch.watched.time", "s", "How long the target has been watched.");

    public static readonly MetricDefinition LaneTime = Counter(
        "blockwatch.lane.told.time", "s", "How long a lane told all that it tells: less than blockwatch.watched.time where the budget narrowed it.", Lane);

    public static readonly MetricDefinition LaneEvents = Counter("blockwatch.lane.events", "{event}", "Events received by a lane.", Lane);

    public static readonly MetricDefinition LaneEventsLost = Counter("blockwatch.lane.events.lost", "{event}", "Events of a lane that the target dropped: what they would have shown is missing.", Lane);

    public static readonly MetricDefinition LeftOut = Counter(
        "blockwatch.messages.left_out", "{message}", "Messages of stalls, episodes and deadlocks that came too fast to be counted here: not 0 means that the counts are too low.");

    public static readonly MetricDefinition BudgetAllowed = Gauge("blockwatch.budget.allowed", "1", "What watching may take of one core of the target's.");

    public static readonly MetricDefinition BudgetUsed = Gauge("blockwatch.budget.used", "1", "What watching takes of one core, by estimate, on average since it began.");

    /// <summary>In the order in which they are written.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        Stalls,
        StalledTime,
        OldestSpan,
        Deadlocks,
        ActiveDeadlocks,
        StarvationEpisodes,
        StarvationTime,
        StarvationActive,
        PoolThreads,
        PoolQueue,
        PoolCompleted,
        WatchedTime,
        LaneTime,
        LaneEvents,
        LaneEventsLost,
        LeftOut,
        BudgetAllowed,
        BudgetUsed,
    ];

    private static MetricDefinition Counter(string name, string unit, string description, string[]? labels = null) => new(name, MetricKind.Counter, unit, description, labels ?? []);

    private static MetricDefinition Gauge(string name, string unit, string description) => new(name, MetricKind.Gauge, unit, description, []);
}
