using BlockWatch.EventPipe.Governing.Calibration;

namespace BlockWatch.EventPipe.Governing;

/// <summary>Decides what the lanes may do, so that watching takes no more of the target's processor time than the budget.</summary>
/// <remarks>
/// <code>
/// level   work items           parts of the budget   waits for locks   bursts
///   0     all                  whole                 all               what is left, between the least and the most
///   1     all                  half                  all               the same
///   2..6  1/2 1/4 1/10 1/20 0  a quarter             all               the same, at least a quarter of the budget
///   7     none                 none                  none              the least; counters and the pool's size go on
/// </code>
/// Requests, the waits that are not for locks, and tasks have a part of the budget each, which gives way before work items do. Where all of them fit into it they are told all the time;
/// where they do not, only while there may be a stall, for their share of the time (<see cref="DemandClock"/>). At the last level not at all. Tasks are
/// not told at all unless they are wanted, and cost nothing then.
/// What the target compiles, the waits lane tells until the last level. It is what a start-up does, so nothing but bursts gives way to it before it has gone on for ten seconds.
/// Bursts give way first: they get what the rest leaves. A level that does not fit is left at once; the next wider one is taken when it has
/// fitted with room to spare for five seconds in a row, one at a time, so that a load at the edge does not make it swing.
/// Pure: the caller brings the counts, once a second. Not thread-safe.
/// </remarks>
internal sealed class Governor
{
    /// <summary>What bursts may take at most, milliseconds a second: six bursts of a server's thirty threads.</summary>
    public const double MostBurstMs = 20;

    // The costs are estimates: what fits must fit with this much to spare, and what is widened to with more.
    private const double NarrowAt = 0.95;
    private const double WidenAt = 0.85;
    private const int CalmSeconds = 5;

    // What bursts keep of the budget whatever else there is: without any, a stall has no name. Between windows a stall is found by them alone
    // (docs/decisions/0035), and most of those that are asked for then show workers without work.
    private const double LeastBurstShare = 0.1;
    private const double LeastBurstShareBetweenWindows = 0.25;

    // The parts of the budget that requests and waits have. A request that is not seen leaves a stall without its name, a wait leaves it sampled.
    private const double RequestPart = 0.1;
    private const double WaitPart = 0.2;

    // The part that tasks have while they are wanted: without them a finding lacks its chain, and a deadlock of tasks is not seen.
    private const double AsyncPart = 0.3;

    // So long a start-up may compile, when that takes so much of the budget that it matters.
    private const int StartUpSeconds = 10;
    private const double MattersShare = 0.1;

    // A stretch tells how many there are when they were told for at least so much of it.
    private const double EnoughToTell = 0.5;

    // Of a second's counts so much is taken over: a load is judged over some three seconds.
    private const double Smoothing = 0.4;

    // Of each level: the share of the time in which work items are told, and what is left of the parts.
    private static readonly (double WorkItems, double Parts)[] Levels = [(1, 1), (1, 0.5), (0.5, 0.25), (0.25, 0.25), (0.1, 0.25), (0.05, 0.25), (0, 0.25), (0, 0)];

    private readonly double _budgetMs;
    private readonly LaneCosts _usual;
    private readonly ItemCostMeter _itemCost;
    private readonly RememberedRate _waitEvents = new();
    private readonly RememberedRate _otherWaitEvents = new();
    private readonly RememberedRate _asyncEvents = new();
    private readonly RememberedRate _compilations = new();
    private double _items;
    private double _requestsPerItem;
    private double _poolEvents;
    private double _asyncTold;
    private double _slowness = 1;
    private LaneCosts _costs;
    private bool _hasSeen;
    private int _level;
    private int _calm;
    private int _compiles;

    /// <param name="budgetMs">Milliseconds of the target's processor time a second: 10 are 1 % of a core.</param>
    /// <param name="costs">What each thing costs.</param>
    /// <param name="itemCost">Knows better of work items, as it learns.</param>
    public Governor(double budgetMs, LaneCosts costs, ItemCostMeter itemCost)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budgetMs);
        _budgetMs = budgetMs;
        _usual = costs;
        _costs = costs;
        _itemCost = itemCost;
        Plan = PlanOf(0);
    }

    /// <summary>What the lanes may do now.</summary>
    public LanePlan Plan { get; private set; }

    /// <summary>How many work items the target runs a second.</summary>
    public double ItemsPerSecond => _items;

    /// <summary>True when all work items are told, and whether that keeps the budget hangs on a cost that is not sure.</summary>
    public bool WantsComparison => Plan.WorkItemShare >= 1 && _itemCost.IsWorthAPause(_items, _budgetMs);

    /// <summary>How often the level changed.</summary>
    public int Changes { get; private set; }

    /// <summary>Takes the last second's counts.</summary>
    /// <returns>What the lanes may do from now on.</returns>
    public LanePlan Observe(LaneActivity last)
    {
        if (last.Seconds <= 0)
        {
            return Plan;
        }

        Learn(last);
        int fitting = Fitting();
        int before = _level;
        if (fitting > _level)
        {
            _level = fitting;
            _calm = 0;
        }
        else if (_level > 0 && CostToJudge(_level - 1) + LeastBurstMs(_level - 1) <= _budgetMs * WidenAt)
        {
            _calm++;
            if (_calm >= CalmSeconds)
            {
                _level--;
                _calm = 0;
            }
        }
        else
        {
            _calm = 0;
        }

        Changes += before == _level ? 0 : 1;
        Plan = PlanOf(_level);
        return Plan;
    }

    private double LeastBurstMs(int level) => _budgetMs * (Levels[level].WorkItems < 1 ? LeastBurstShareBetweenWindows : LeastBurstShare);

    private void Learn(LaneActivity last)
    {
        double items = Math.Max(last.CompletedItems, last.WorkItems) / last.Seconds;
        _items = Smooth(_items, items);
        LearnPoolEvents(last);
        Learn(_otherWaitEvents, last.OtherWaitEvents / last.Seconds, areTold: Plan.WithContention);
        LearnCompilations(last);

        // A request takes so many work items, however many requests are told of.
        if (last.RequestSeconds >= last.Seconds * EnoughToTell && items > 0)
        {
            _requestsPerItem = Smooth(_requestsPerItem, last.RequestEvents / last.RequestSeconds / items);
        }

        Learn(_waitEvents, last.WaitEvents / last.WaitSeconds, areTold: last.WaitSeconds >= last.Seconds * EnoughToTell);
        Learn(_asyncEvents, last.AsyncEvents / last.AsyncSeconds, areTold: last.AsyncSeconds >= last.Seconds * EnoughToTell);
        _asyncTold = last.AsyncSeconds / last.Seconds;
        if (last.BaseMs is { } baseMs)
        {
            // What a fast machine takes less is not spent on more events, and what another tool's sessions take is not our budget's.
            _slowness = Smooth(_slowness, Math.Clamp(baseMs / _usual.BaseMsPerSecond, 1, LaneCosts.Slowest));
            _costs = _usual.OnMachine(_slowness * _usual.BaseMsPerSecond, _slowness, _slowness);
        }

        _hasSeen = true;
    }

    private void LearnCompilations(LaneActivity last)
    {
        Learn(_compilations, last.CompilationEvents / last.Seconds, areTold: Plan.WithContention);
        if (Plan.WithContention)
        {
            _compiles = CompilationMs > _budgetMs * MattersShare ? _compiles + 1 : 0;
        }
    }

    // Where they come with work items only, windows tell how many there would be.
    private void LearnPoolEvents(LaneActivity last)
    {
        if (!_costs.IdleWorkersPause)
        {
            _poolEvents = Smooth(_poolEvents, last.PoolEvents / last.Seconds);
        }
        else if (last.WorkItemSeconds >= last.Seconds * EnoughToTell)
        {
            _poolEvents = Smooth(_poolEvents, last.PoolEvents / last.WorkItemSeconds);
        }
    }

    private void Learn(RememberedRate rate, double now, bool areTold)
    {
        if (areTold)
        {
            rate.Tell(Smooth(rate.PerSecond, now));
        }
        else
        {
            rate.Forget();
        }
    }

    private double Smooth(double known, double now) => _hasSeen ? known + ((now - known) * Smoothing) : now;

    private int Fitting()
    {
        for (int level = 0; level < Levels.Length - 1; level++)
        {
            if (CostToJudge(level) + LeastBurstMs(level) <= _budgetMs * NarrowAt)
            {
                return level;
            }
        }

        return Levels.Length - 1;
    }

    private double RequestMs => _requestsPerItem * _items * _costs.RequestEventUs / 1000;

    private double AsyncMs => _asyncEvents.PerSecond * _costs.AsyncEventUs / 1000;

    private double WaitMs => _waitEvents.PerSecond * _costs.WaitEventUs / 1000;

    private double OtherWaitMs => _otherWaitEvents.PerSecond * _costs.WaitEventUs / 1000;

    private double CompilationMs => _compilations.PerSecond * _costs.WaitEventUs / 1000;

    // Of any level but the last, which has no compilations in it.
    private double CostToJudge(int level) => Cost(level) - (_compiles < StartUpSeconds ? CompilationMs : 0);

    // Milliseconds a second without bursts.
    private double Cost(int level)
    {
        (double share, double left) = Levels[level];
        double us = ((_costs.IdleWorkersPause ? share : 1) * _poolEvents * _costs.PoolEventUs)
            + (share * _items * _itemCost.ItemUs(_items, _slowness))
            + (share is > 0 and < 1 ? WorkItemWindows.SwitchesPerSecond(share) * _costs.SwitchUs : 0);
        double waitsLane = IsLast(level) ? 0 : OtherWaitMs + CompilationMs;
        double parts = Math.Min(RequestMs, _budgetMs * RequestPart * left)
            + Math.Min(WaitMs, _budgetMs * WaitPart * left)
            + Math.Min(AsyncMs * _asyncTold, _budgetMs * AsyncPart * left);
        return _costs.BaseMsPerSecond + (us / 1000) + waitsLane + parts;
    }

    private LanePlan PlanOf(int level)
    {
        double left = (_budgetMs * NarrowAt) - Cost(level);
        (double workItems, double parts) = Levels[level];
        return new LanePlan(
            RequestShare: Share(RequestMs, RequestPart * parts),
            WorkItemShare: workItems,
            WithContention: !IsLast(level),
            WaitShare: Share(WaitMs, WaitPart * parts),
            AsyncShare: Share(AsyncMs, AsyncPart * parts),
            BurstMsPerSecond: Math.Clamp(left, LeastBurstMs(level), Math.Max(LeastBurstMs(level), Math.Min(MostBurstMs, _budgetMs))));
    }

    private double Share(double ms, double part) => part <= 0 ? 0 : ms > 0 ? _budgetMs * part / ms : double.PositiveInfinity;

    private static bool IsLast(int level) => level == Levels.Length - 1;
}
