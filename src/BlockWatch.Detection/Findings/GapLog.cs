using BlockWatch.Detection.Events;

namespace BlockWatch.Detection.Findings;

/// <summary>The gaps of the session. Bounded: over <see cref="Cap"/>, the two neighbours of one lane that are nearest to each other become one.</summary>
internal sealed class GapLog
{
    public const int Cap = 1_024;

    private readonly List<Gap> _gaps = [];

    public IReadOnlyList<Gap> Gaps => [.. _gaps];

    public void Add(Lane lane, long lastWhole, long time, long count)
    {
        // A second report of the same loss adds to it.
        if (_gaps.FindLastIndex(gap => gap.Lane == lane) is >= 0 and int last && _gaps[last].EndNs >= lastWhole)
        {
            _gaps[last] = _gaps[last] with { EndNs = Math.Max(_gaps[last].EndNs, time), EventsLost = _gaps[last].EventsLost + count };
            return;
        }

        if (_gaps.Count >= Cap)
        {
            MergeNearest();
        }

        _gaps.Add(new Gap(lane, lastWhole, time, count));
    }

    private void MergeNearest()
    {
        (int First, int Second) nearest = (-1, -1);
        long shortest = long.MaxValue;
        var previous = new Dictionary<Lane, int>();
        for (int i = 0; i < _gaps.Count; i++)
        {
            if (previous.TryGetValue(_gaps[i].Lane, out int before) && _gaps[i].StartNs - _gaps[before].EndNs < shortest)
            {
                shortest = _gaps[i].StartNs - _gaps[before].EndNs;
                nearest = (before, i);
            }

            previous[_gaps[i].Lane] = i;
        }

        Gap second = _gaps[nearest.Second];
        _gaps[nearest.First] = _gaps[nearest.First] with { EndNs = second.EndNs, EventsLost = _gaps[nearest.First].EventsLost + second.EventsLost };
        _gaps.RemoveAt(nearest.Second);
    }
}
