namespace BlockWatch.EventPipe.Governing;

/// <summary>Decides what the lanes may do, so that watching takes no more of the target's processor time than the budget.</summary>
/// <remarks>
/// <code>
/// level   requests   work items           waits   bursts
///   0     all        all                  all     what is left, between the least and the most
///   1     none       all                  all     the same
///   2..6  none       1/2 1/4 1/10 1/20 0  all     the same
///   7     none       none                 none    the least; pool events and counters go on
/// </code>
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
    private const double WidenAt = 0.75;
    private const int CalmSeconds = 5;

    // What bursts keep of the budget whatever else there is: without any, a stall has no name.
    private const double LeastBurstShare = 0.1;

    // Of a second's counts so much is taken over: a load is judged over some three seconds.
    private const double Smoothing = 0.4;

    private static readonly double[] Shares = [1, 1, 0.5, 0.25, 0.1, 0.05, 0, 0];

    private readonly double _budgetMs;
    private readonly LaneCosts _costs;
    private double _items;
    private double _requestEvents;
    private double _requestsPerItem;
    private double _poolEvents;
    private double _waitEvents;
    private double _lastWaitEvents;
    private bool _hasSeen;
    private int _level;
    private int _calm;

    /// <param name="budgetMs">Milliseconds of the target's processor time a second: 10 are 1 % of a core.</param>
    /// <param name="costs">What each thing costs.</param>
    public Governor(double budgetMs, LaneCosts costs)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budgetMs);
        _budgetMs = budgetMs;
        _costs = costs;
        Plan = PlanOf(0);
    }

    /// <summary>What the lanes may do now.</summary>
    public LanePlan Plan { get; private set; }

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
        else if (_level > 0 && Cost(_level - 1) + LeastBurstMs <= _budgetMs * WidenAt)
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

    private double LeastBurstMs => _budgetMs * LeastBurstShare;

    private void Learn(LaneActivity last)
    {
        // What is not told now is known from when it was: a request takes so many work items, and waits are remembered as they were.
        double items = Math.Max(last.CompletedItems, last.WorkItems) / last.Seconds;
        _items = Smooth(_items, items);
        if (Plan.WithRequests)
        {
            _requestEvents = Smooth(_requestEvents, last.RequestEvents / last.Seconds);
            _requestsPerItem = _items > 0 ? _requestEvents / _items : 0;
        }
        else
        {
            _requestEvents = _requestsPerItem * _items;
        }

        _poolEvents = Smooth(_poolEvents, last.PoolEvents / last.Seconds);
        if (Plan.WithWaits)
        {
            _waitEvents = Smooth(_waitEvents, last.WaitEvents / last.Seconds);
            _lastWaitEvents = _waitEvents;
        }
        else
        {
            // Nothing tells how many there would be; each second some of the reason to leave them out is forgotten, so they are tried again.
            _waitEvents = Math.Max(0, _waitEvents - (_lastWaitEvents / 30));
        }

        _hasSeen = true;
    }

    private double Smooth(double known, double now) => _hasSeen ? known + ((now - known) * Smoothing) : now;

    private int Fitting()
    {
        for (int level = 0; level < Shares.Length - 1; level++)
        {
            if (Cost(level) + LeastBurstMs <= _budgetMs * NarrowAt)
            {
                return level;
            }
        }

        return Shares.Length - 1;
    }

    // Milliseconds a second without bursts.
    private double Cost(int level)
    {
        bool withWaits = level < Shares.Length - 1;
        double share = Shares[level];
        double us = (_poolEvents * _costs.PoolEventUs)
            + (share * _items * _costs.ItemUs(_items))
            + (level == 0 ? _requestEvents * _costs.RequestEventUs : 0)
            + (withWaits ? _waitEvents * _costs.WaitEventUs : 0)
            + (share is > 0 and < 1 ? WorkItemWindows.SwitchesPerSecond(share) * _costs.SwitchUs : 0);
        return _costs.BaseMsPerSecond + (us / 1000);
    }

    private LanePlan PlanOf(int level)
    {
        double left = (_budgetMs * NarrowAt) - Cost(level);
        return new LanePlan(
            WithRequests: level == 0,
            WorkItemShare: Shares[level],
            WithWaits: level < Shares.Length - 1,
            BurstMsPerSecond: Math.Clamp(left, LeastBurstMs, Math.Max(LeastBurstMs, Math.Min(MostBurstMs, _budgetMs))));
    }
}
