using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection.Suppressions;

/// <summary>Passes on what the user wants to be told of, while it happens. Starvation is always told: it is not a site.</summary>
/// <remarks>
/// A stall is kept silent when all its parts are suppressed or under their site's own threshold. One that is told has the parts
/// to be told first and the others, marked, behind them, so that nobody takes a part for the whole. One that was told of while it was open is told of
/// when it closes, whatever it has become; one that was kept silent until it closed is told of as explained then.
/// </remarks>
internal sealed class FilteredListener : IDetectionListener
{
    private readonly SiteFilter _filter;
    private readonly IDetectionListener _next;

    private const int ToldCap = 16_384;

    // Stalls that were told of as explained and are not closed yet. All close, but it may take as long as the session: over the cap all are forgotten.
    private readonly HashSet<long> _told = [];

    public FilteredListener(SiteFilter filter, IDetectionListener next)
    {
        _filter = filter;
        _next = next;
    }

    public void OnEvidenceWanted(EvidenceRequest request) => _next.OnEvidenceWanted(request);

    public void OnStallExplained(Stall stall)
    {
        if (IsTold(stall))
        {
            if (_told.Count >= ToldCap)
            {
                _told.Clear();
            }

            _told.Add(stall.Id);
            _next.OnStallExplained(Marked(stall));
        }
    }

    public void OnStallClosed(Stall stall)
    {
        bool wasTold = _told.Remove(stall.Id);
        if (!wasTold && !IsTold(stall))
        {
            return;
        }

        Stall marked = Marked(stall);
        if (!wasTold && marked.IsExplained)
        {
            _next.OnStallExplained(marked);
        }

        _next.OnStallClosed(marked);
    }

    public void OnShortStallsFound(ShortStallSum sum)
    {
        if (_filter.IsTold(sum.Site, sum.LongestNs))
        {
            _next.OnShortStallsFound(sum);
        }
    }

    public void OnStarvationStarted(StarvationEpisode episode) => _next.OnStarvationStarted(episode);

    public void OnStarvationEnded(StarvationEpisode episode) => _next.OnStarvationEnded(episode);

    public void OnDeadlockFound(Deadlock deadlock)
    {
        if (!_filter.IsSuppressed(deadlock.Site))
        {
            _next.OnDeadlockFound(deadlock);
        }
    }

    public void OnDeadlockEnded(Deadlock deadlock)
    {
        if (!_filter.IsSuppressed(deadlock.Site))
        {
            _next.OnDeadlockEnded(deadlock);
        }
    }

    private bool IsTold(Stall stall) => stall.Parts.Any(IsTold);

    private bool IsTold(StallPart part) => _filter.IsTold(part.Site, part.DurationNs);

    private Stall Marked(Stall stall)
    {
        StallPart[] told = [.. stall.Parts.Where(IsTold)];
        return told.Length == stall.Parts.Count
            ? stall
            : stall with { Parts = [.. told, .. stall.Parts.Where(part => !IsTold(part)).Select(part => part with { IsLeftOut = true })] };
    }
}
