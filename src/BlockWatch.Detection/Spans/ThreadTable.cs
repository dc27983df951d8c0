using System.Diagnostics.CodeAnalysis;

namespace BlockWatch.Detection.Spans;

/// <summary>The threads that were heard of. Bounded: over <see cref="Cap"/>, those that were silent the longest and run no work item are forgotten.</summary>
/// <remarks>A thread that seems to wait may be long dead: its wait's end is not told when the waits are not. Those that run a work item are as many as the target has.</remarks>
internal sealed class ThreadTable
{
    public const int Cap = 16_384;

    // Lanes lag each other by some 300 ms; two seconds after the clock nothing can need what came before any more.
    private const long EvidenceLifeNs = 2_000_000_000;

    // An idle worker is known to be idle until its next event; forgetting it only costs a second look.
    private const long IdleLifeNs = 60_000_000_000;

    private readonly Dictionary<long, ThreadTrack> _tracks = [];
    private readonly List<ThreadTrack> _doomed = [];
    private ThreadTrack? _lastUsed;

    public Dictionary<long, ThreadTrack>.ValueCollection All => _tracks.Values;

    /// <summary>When events were lost last: before this time the work of a thread that is new here is not known.</summary>
    public long UnknownSince { get; set; } = long.MinValue;

    public bool TryGet(long threadId, [NotNullWhen(true)] out ThreadTrack? track)
    {
        if (_lastUsed is { } last && last.ThreadId == threadId)
        {
            track = last;
            return true;
        }

        if (_tracks.TryGetValue(threadId, out track))
        {
            _lastUsed = track;
            return true;
        }

        return false;
    }

    public ThreadTrack GetOrAdd(long threadId, long now)
    {
        if (TryGet(threadId, out ThreadTrack? track))
        {
            track.LastTouched = Math.Max(track.LastTouched, now);
            return track;
        }

        if (_tracks.Count >= Cap)
        {
            ForgetSilentHalf();
        }

        track = new ThreadTrack(threadId, now) { UnknownSince = UnknownSince };
        _tracks.Add(threadId, track);
        _lastUsed = track;
        return track;
    }

    /// <summary>Drops evidence that belongs to nothing, and threads that hold nothing and were silent for long.</summary>
    public void Sweep(long now)
    {
        foreach (ThreadTrack track in _tracks.Values)
        {
            track.Evidence.Trim(track.Horizon(now - EvidenceLifeNs));
            long life = track.State == SpanState.Idle && !track.HasStopped ? IdleLifeNs : EvidenceLifeNs;
            if (track.LastTouched < now - life && HoldsNothing(track))
            {
                _doomed.Add(track);
            }
        }

        ForgetDoomed();
    }

    private static bool HoldsNothing(ThreadTrack track) => MayBeForgotten(track) && track.Waits.IsEmpty && track.Evidence.IsEmpty;

    private static bool MayBeForgotten(ThreadTrack track) =>
        track.State != SpanState.Running && track.PendingStalls == 0 && track.HeldSince == long.MaxValue && track.Seen is null;

    private void ForgetSilentHalf()
    {
        foreach (ThreadTrack track in _tracks.Values)
        {
            if (MayBeForgotten(track))
            {
                _doomed.Add(track);
            }
        }

        _doomed.Sort((a, b) => a.LastTouched.CompareTo(b.LastTouched));
        if (_doomed.Count > Cap / 2)
        {
            _doomed.RemoveRange(Cap / 2, _doomed.Count - (Cap / 2));
        }

        ForgetDoomed();
    }

    private void ForgetDoomed()
    {
        foreach (ThreadTrack track in _doomed)
        {
            track.Waits.Abandon();
            _tracks.Remove(track.ThreadId);
        }

        _doomed.Clear();
        _lastUsed = null;
    }
}
