using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Requests;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Stalls;

/// <summary>A stall, over or still open, as the spans lane knows it.</summary>
internal sealed record PendingStall
{
    public required ThreadTrack Track { get; init; }

    /// <summary>0 until it has been told of or is over.</summary>
    public long Id { get; set; }

    public bool IsSettled { get; set; }

    public required long Start { get; init; }

    /// <summary>When it ended, or until when it is known to go on.</summary>
    public required long End { get; init; }

    public bool IsOpen { get; init; }

    /// <summary>True when it was going on when the session ended.</summary>
    public bool OutlivesSession { get; init; }

    public bool StartIsLowerBound { get; init; }

    public bool EndIsLowerBound { get; init; }

    /// <summary>Garbage collections' time inside.</summary>
    public required long GcNs { get; init; }

    /// <summary>True when garbage collections took most of it, and the rest is under the threshold.</summary>
    public bool IsRuntimePause { get; init; }

    public bool IsAnnounced { get; init; }

    /// <summary>True when silence announced it too early (decision 0021): it was over before the threshold, or is not known to have gone on for longer. It is closed, and counts nowhere.</summary>
    public bool IsTooShort { get; init; }

    /// <summary>What was folded of its waits.</summary>
    public IReadOnlyList<FoldedWaits> Folded { get; init; } = [];

    /// <summary>What is known of the requests around it; null when no request was ever seen.</summary>
    public StallRequests? Requests { get; set; }

    /// <summary>The async callers of its largest part, with that part's site; null when they are not known.</summary>
    public (string SiteId, AsyncChain Chain)? Chain { get; set; }

    public long NetNs => End - Start - GcNs;

    /// <summary>For how long at least its thread was ready to run and no processor was free, as far as it was looked at; 0 too when it was not.</summary>
    public long QueuedNs => Math.Min(Math.Max(0, NetNs), Track.Evidence.Accounts.AtLeastQueued(Start, End));

    /// <summary>How many major page faults at least its thread had in it, as far as it was looked at.</summary>
    public long MajorFaults => Track.Evidence.Accounts.AtLeastFaulted(Start, End);

    /// <summary>Whether the target's container was surely stopped in it for having used up its share of the processors.</summary>
    public bool IsThrottled { get; set; }

    /// <summary>The stalled time that counts: without garbage collection, unless that is the stall.</summary>
    public long CountedNs => IsRuntimePause ? GcNs : NetNs;
}
