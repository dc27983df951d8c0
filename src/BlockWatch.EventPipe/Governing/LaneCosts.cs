using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.Governing;

/// <summary>What watching costs a target, by what it does: processor time of the target, microseconds.</summary>
/// <remarks>
/// Measured by the calibration of the benchmarks; docs/decisions/0019 has the figures and how to measure them again. A thing costs several times as much on one machine as on another, so
/// there are three tables: <see cref="Of"/>, on the dear side, for a budget that is to be kept; <see cref="MiddleOf"/>, for what it probably was; <see cref="DearestOf"/>, for what it may have been.
/// </remarks>
internal sealed record LaneCosts
{
    // At this many work items a second, half of what makes a rare one dear is gone: the code and the buffers are warm.
    private const double HalfWarmPerSecond = 4_500;

    /// <summary>An exception that is told of costs as much as so many events of tasks (1.6 us on .NET 10); docs/decisions/0025.</summary>
    public const int EventsOfException = 4;

    // Counters, 2 ms of processor time a second, and the flushes of two sessions.
    private const double UsualBaseMs = 4;

    // Of what the runtime's own threads were measured to take, more is not ours: another tool has sessions there.
    private const double MostBaseMs = 15;

    /// <summary>On the slowest machine that was measured, what goes on whatever happens took so many times the usual.</summary>
    public const double Slowest = 1.5;

    // On the fastest it took less than half, and all else hardly less than usual.
    private const double Cheapest = 0.8;

    /// <summary>What goes on whatever happens: the runtime's own threads for sessions and counters.</summary>
    public double BaseMsPerSecond { get; init; } = UsualBaseMs;

    /// <summary>One work item where there are few.</summary>
    public double RareItemUs { get; init; } = 4;

    /// <summary>One work item where there are very many: between the 0.9 of an empty one in a loop and the 2.4 of a web server's.</summary>
    public double FrequentItemUs { get; init; } = 1.2;

    public double RequestEventUs { get; init; } = 9;

    /// <summary>A worker's event; most of them tell that it goes to sleep, where caches are about to be cold.</summary>
    public double PoolEventUs { get; init; } = 3.5;

    /// <summary>True where workers without work are told only while work items are (<see cref="SessionPlan.Spans"/>).</summary>
    public bool IdleWorkersPause { get; init; }

    public double WaitEventUs { get; init; } = 3;

    /// <summary>One event of a task, and what its await costs more while any are told.</summary>
    public double AsyncEventUs { get; init; } = 0.5;

    /// <summary>To begin and end a burst.</summary>
    public double BurstUs { get; init; } = 1250;

    /// <summary>One tick of the sampler: to stop all threads and let them go on.</summary>
    public double TickUs { get; init; } = 60;

    /// <summary>To walk one thread's stack.</summary>
    public double SampleUs { get; init; } = 3;

    /// <summary>To begin a session and end another.</summary>
    public double SwitchUs { get; init; } = 1500;

    /// <summary>What a runtime of this major version pays where each thing is at its dearest of all that was measured.</summary>
    /// <remarks>
    /// A web server's work items meet cold caches, each on another thread, and cost several times what a loop of empty ones does; so does another
    /// machine. The dearest figures are for the report alone: a governor that reckoned with them would leave most targets half unseen.
    /// </remarks>
    public static LaneCosts DearestOf(int runtimeMajor)
    {
        LaneCosts usual = Of(runtimeMajor);
        return usual with
        {
            BaseMsPerSecond = MostBaseMs,
            RareItemUs = Math.Max(5, usual.RareItemUs),
            FrequentItemUs = Math.Max(2.4, usual.FrequentItemUs),
            RequestEventUs = 15,
            PoolEventUs = 5,
            WaitEventUs = 6,
            TickUs = 150,
            SampleUs = 6,
            BurstUs = 2500,
        };
    }

    /// <summary>What a runtime of this major version pays, in the middle of all machines: where most were measured to pay half of what the other table has.</summary>
    /// <remarks>.NET 8 and 9 were measured on dear machines alone.</remarks>
    public static LaneCosts MiddleOf(int runtimeMajor)
    {
        LaneCosts usual = Of(runtimeMajor);
        return runtimeMajor < SessionPlan.FirstWithEventFilters ? usual : usual with { RareItemUs = 2, FrequentItemUs = 0.6, PoolEventUs = 1.75 };
    }

    /// <summary>What a runtime of this major version pays, on the dear side.</summary>
    public static LaneCosts Of(int runtimeMajor) => runtimeMajor switch
    {
        // The stack of each work item is walked, and its enqueue is told as well.
        < SessionPlan.FirstWithStacklessSessions => new() { RareItemUs = 9, FrequentItemUs = 4.5, RequestEventUs = 13, AsyncEventUs = 5 },
        // Two events each: its enqueue, too.
        < SessionPlan.FirstWithEventFilters => new() { RareItemUs = 7, FrequentItemUs = 2, AsyncEventUs = 0.8 },
        _ => new() { IdleWorkersPause = true },
    };

    /// <summary>How many times the usual a machine takes for bursts and sessions, on which what goes on whatever happens was measured: 0.8 to 1.5.</summary>
    /// <remarks>Flushes and counters are the same work under every load, so they tell how fast a machine is.</remarks>
    /// <param name="baseMs">The processor time of the runtime's own threads, milliseconds a second.</param>
    public static double TimesOn(double baseMs) => Math.Clamp(baseMs / UsualBaseMs, Cheapest, Slowest);

    /// <summary>The same for an event: 0.8 to 2.25.</summary>
    /// <remarks>Where flushes took half as much again, events took twice as much, for caches that are slow as well.</remarks>
    /// <inheritdoc cref="TimesOn"/>
    public static double EventTimesOn(double baseMs) => TimesOn(baseMs) * Math.Max(TimesOn(baseMs), 1);

    /// <summary>The same on another machine.</summary>
    /// <param name="baseMs">The processor time of the runtime's own threads there, milliseconds a second.</param>
    /// <param name="times">Bursts and sessions take so many times as much.</param>
    /// <param name="eventTimes">Events take so many times as much.</param>
    public LaneCosts OnMachine(double baseMs, double times, double eventTimes) => this with
    {
        BaseMsPerSecond = Math.Min(baseMs, MostBaseMs),
        RareItemUs = RareItemUs * eventTimes,
        FrequentItemUs = FrequentItemUs * eventTimes,
        RequestEventUs = RequestEventUs * eventTimes,
        PoolEventUs = PoolEventUs * eventTimes,
        WaitEventUs = WaitEventUs * eventTimes,
        AsyncEventUs = AsyncEventUs * eventTimes,
        BurstUs = BurstUs * times,
        TickUs = TickUs * times,
        SampleUs = SampleUs * times,
        SwitchUs = SwitchUs * times,
    };

    /// <summary>The same with a work item that costs so much at any rate, microseconds.</summary>
    public LaneCosts WithItemUs(double us) => this with { RareItemUs = us, FrequentItemUs = us };

    /// <summary>One work item at such a rate, microseconds.</summary>
    public double ItemUs(double perSecond) => FrequentItemUs + ((RareItemUs - FrequentItemUs) / (1 + (perSecond / HalfWarmPerSecond)));

    /// <summary>One burst of so many ticks and samples, milliseconds.</summary>
    public double BurstMs(double ticks, double samples) => (BurstUs + (ticks * TickUs) + (samples * SampleUs)) / 1000;

    /// <summary>All that was done, milliseconds of processor time.</summary>
    public double MsOf(LaneActivity done) => (done.Seconds * BaseMsPerSecond)
        + (((done.WorkItems * ItemUs(done.Seconds > 0 ? done.CompletedItems / done.Seconds : 0))
            + (done.RequestEvents * RequestEventUs)
            + (done.PoolEvents * PoolEventUs)
            + ((done.WaitEvents + done.OtherWaitEvents + done.CompilationEvents) * WaitEventUs)
            + (done.AsyncEvents * AsyncEventUs)
            + (done.Bursts * BurstUs)
            + (done.Ticks * TickUs)
            + (done.Samples * SampleUs)
            + (done.Switches * SwitchUs)) / 1000);
}
