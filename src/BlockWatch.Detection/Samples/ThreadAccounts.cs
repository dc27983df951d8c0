using BlockWatch.Detection.Pauses;

namespace BlockWatch.Detection.Samples;

/// <summary>What the operating system wrote down of a thread between looks at it: its time in the processors' queue, and its page faults. Bounded.</summary>
internal sealed class ThreadAccounts
{
    /// <summary>Over so many of a kind the oldest are forgotten: their sums are lower bounds anyway.</summary>
    public const int Cap = 256;

    // In time order, each.
    private readonly List<QueuedTime> _queued = [];
    private readonly List<FaultedTime> _faulted = [];

    public bool IsEmpty => _queued.Count == 0 && _faulted.Count == 0;

    public void Add(QueuedTime queued) => Add(_queued, queued);

    public void Add(FaultedTime faulted) => Add(_faulted, faulted);

    /// <summary>Forgets what ended before the horizon.</summary>
    public void Trim(long horizon)
    {
        _queued.RemoveAll(queued => queued.End < horizon);
        _faulted.RemoveAll(faulted => faulted.End < horizon);
    }

    /// <summary>For how long at least the thread was ready to run in that time, and did not.</summary>
    public long AtLeastQueued(long start, long end)
    {
        long sum = 0;
        foreach (QueuedTime queued in _queued)
        {
            sum += queued.AtLeastWithin(start, end);
        }

        return sum;
    }

    /// <summary>How many major page faults at least the thread had in that time: those between two looks that both lie in it.</summary>
    public long AtLeastFaulted(long start, long end)
    {
        long sum = 0;
        foreach (FaultedTime faulted in _faulted)
        {
            sum += faulted.Start >= start && faulted.End <= end ? faulted.MajorFaults : 0;
        }

        return sum;
    }

    /// <summary>How a thread that seems to compute at an instant of a stall spent the stall, as far as the looks around it tell.</summary>
    /// <remarks>
    /// A burst is a few milliseconds, in which a thread may run throughout though it hardly gets a processor otherwise: all looks count
    /// whose time overlaps the stall, each by how much it does. Time in which the thread wanted nothing of either is not in it.
    /// </remarks>
    public TimeAway AwayIn(long start, long end, long time, PauseTimeline pauses)
    {
        double ran = 0;
        double queued = 0;
        double paged = 0;
        foreach (QueuedTime looks in _queued)
        {
            double weight = Weight(looks.Start, looks.End, start, end);
            ran += looks.RanNs * weight;
            queued += looks.QueuedNs * weight;
        }

        // Memory that was read at another time of the stall says nothing of this instant.
        if (_faulted.Exists(looks => looks.Start <= time && time <= looks.End))
        {
            paged = _faulted.Sum(looks => looks.PagedNs(pauses.Within(looks.Start, looks.End)) * Weight(looks.Start, looks.End, start, end));
        }

        double all = ran + queued + paged;
        return all > 0 ? new TimeAway(queued / all, paged / all) : default;
    }

    /// <summary>
    /// For how long the thread wanted a processor in that time, had it or not, in nanoseconds: what the looks tell of it, taken as spread evenly
    /// between two looks. Null when they tell of less than most of that time; a thread that wanted nothing has none.
    /// </summary>
    public double? WantedIn(long start, long end)
    {
        const double Most = 0.8;
        double wanted = 0;
        long covered = 0;
        foreach (QueuedTime looks in _queued)
        {
            wanted += (looks.RanNs + looks.QueuedNs) * Weight(looks.Start, looks.End, start, end);
            covered += Math.Max(0, Math.Min(looks.End, end) - Math.Max(looks.Start, start));
        }

        return covered >= (end - start) * Most ? wanted : null;
    }

    /// <summary>True when it is known that the thread hardly ran around that time and hardly wanted to: it was blocked.</summary>
    public bool WasBlockedAt(long time)
    {
        // A thread that the sampler stops again and again wants to run for more of the burst than this.
        const double Hardly = 0.1;
        return _queued.Exists(looks => looks.Start <= time && time <= looks.End && looks.RanNs + looks.QueuedNs < (looks.End - looks.Start) * Hardly);
    }

    private static double Weight(long from, long to, long start, long end) =>
        to <= from ? 0 : (double)Math.Max(0, Math.Min(to, end) - Math.Max(from, start)) / (to - from);

    private static void Add<T>(List<T> list, T entry)
    {
        if (list.Count >= Cap)
        {
            list.RemoveAt(0);
        }

        list.Add(entry);
    }
}
