using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.Samples;

/// <summary>Remembers the sites that were seen on threads whose work is unknown, and asks for another look at them.</summary>
/// <remarks>Bounded: <see cref="WatchedCap"/> threads, and on each the <see cref="SitesPerThread"/> sites that were first seen last.</remarks>
internal sealed class SecondLooks
{
    private const int WatchedCap = 8_192;
    private const int SitesPerThread = 4;

    // A thread that no burst shows again until its last look is this many thresholds old is given up.
    private const long GiveUpThresholds = 1_024;

    private readonly long _thresholdNs;
    private readonly IDetectionListener _listener;
    private readonly LaneClocks _clocks;
    private readonly HashSet<ThreadTrack> _watched = [];

    public SecondLooks(DetectionOptions options, IDetectionListener listener, LaneClocks clocks)
    {
        _thresholdNs = options.ThresholdNs;
        _listener = listener;
        _clocks = clocks;
    }

    public SeenSite Remember(ThreadTrack track, string siteId, long time)
    {
        if (track.Seen is null)
        {
            track.Seen = [];
            if (track.State == SpanState.Unknown)
            {
                track.NextAskAge = _thresholdNs;
            }
        }

        if (_watched.Count < WatchedCap)
        {
            _watched.Add(track);
        }

        SeenSite? known = track.Seen.Find(seen => seen.SiteId == siteId);
        if (known is null)
        {
            if (track.Seen.Count >= SitesPerThread)
            {
                track.Seen.RemoveAt(0);
            }

            known = new SeenSite(siteId, time);
            track.Seen.Add(known);
        }

        known.Last = time;
        return known;
    }

    /// <summary>The thread that was first seen at work earliest, of those that have had no span event since; null when there is none.</summary>
    public ThreadTrack? Oldest() => _watched.Where(static track => track is { State: SpanState.Unknown, Seen.Count: > 0 }).MinBy(static track => track.Seen![0].First);

    /// <summary>Asks once for all threads whose first look is a threshold old, and again at each doubling.</summary>
    public void Ask()
    {
        if (_watched.Count == 0)
        {
            return;
        }

        EvidenceRequest? request = null;
        foreach (ThreadTrack track in _watched)
        {
            if (!IsWorthWatching(track))
            {
                track.Seen = null;
                _watched.Remove(track);
                continue;
            }

            long first = track.Seen![0].First;
            if (track.State == SpanState.Unknown && _clocks.Now - first >= track.NextAskAge)
            {
                // One burst shows all threads: the longest known one stands for all that are due.
                bool isLonger = request is not { } other || first < other.SinceNs;
                request = isLonger ? new EvidenceRequest(EvidenceReason.SecondLook, track.ThreadId, first) : request;
                track.NextAskAge = Math.Max(track.NextAskAge * 2, _clocks.Now - first);
            }
        }

        if (request is { } wanted)
        {
            _listener.OnEvidenceWanted(wanted);
        }
    }

    private bool IsWorthWatching(ThreadTrack track)
    {
        if (track.Seen is not { Count: > 0 } seen)
        {
            return false;
        }

        // Late samples may still tell of what was over before the thread's first span event.
        return track.State == SpanState.Unknown || track.Source != SpanSource.Event
            ? _clocks.Now - seen[0].Last < GiveUpThresholds * _thresholdNs
            : _clocks.Now < track.UnknownUntil + StallBook.PatienceNs;
    }
}
