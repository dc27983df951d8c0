using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Spans;

namespace BlockWatch.Detection.Stalls;

/// <summary>The stalls that go on, and those that are over and wait for their evidence, with their parts so far.</summary>
internal sealed class UnsettledStalls
{
    private readonly StallBook _stalls;
    private readonly OpenSpans _open;
    private readonly RequestTracker _requests;

    public UnsettledStalls(StallBook stalls, OpenSpans open, RequestTracker requests)
    {
        _stalls = stalls;
        _open = open;
        _requests = requests;
    }

    public List<(PendingStall Stall, IReadOnlyList<PartDraft> Parts)> Find()
    {
        List<(PendingStall, IReadOnlyList<PartDraft>)> found = [];
        foreach (PendingStall pending in _stalls.Pending)
        {
            if (pending is { IsSettled: false, IsTooShort: false })
            {
                found.Add((pending, _stalls.PartsOf(pending)));
            }
        }

        for (ThreadTrack? track = _open.Oldest; track is not null; track = track.Next)
        {
            if (_stalls.OpenStall(track) is { } open)
            {
                open.Requests = _requests.Of(open);
                found.Add((open, _stalls.PartsOf(open)));
            }
        }

        return found;
    }

    /// <summary>The same as the outside sees stalls.</summary>
    public Stall[] ToStalls() => [.. Find().Select(entry => StallView.Of(entry.Stall, entry.Parts))];
}
