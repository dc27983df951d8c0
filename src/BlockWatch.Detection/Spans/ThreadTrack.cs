using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Sleeps;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Spans;

/// <summary>All that is known of one thread: its open span, and evidence that is not settled yet.</summary>
internal sealed class ThreadTrack
{
    public ThreadTrack(long threadId, long now)
    {
        ThreadId = threadId;
        LastTouched = now;
    }

    public long ThreadId { get; }

    public SpanState State { get; set; }

    /// <summary>True when it was a worker that the pool let go: it is dead, unless something else is heard of it.</summary>
    public bool HasStopped { get; set; }

    /// <summary>Detector's clock when anything was last heard of the thread.</summary>
    public long LastTouched { get; set; }

    /// <summary>Since when the thread's work was unknown, and until when: the time of the first span event after that.</summary>
    public long UnknownSince { get; set; } = long.MinValue;

    public long UnknownUntil { get; set; } = long.MaxValue;

    // The open span. Meaningful while State is Running.
    public long Start { get; set; }

    public SpanSource Source { get; set; }

    public long PausesAtStart { get; set; }

    /// <summary>True when the span's start was seen, whatever tells since then that it goes on.</summary>
    public bool StartIsSeen { get; set; }

    /// <summary>True while a span is open that was found without its start: it accounts for what was unknown.</summary>
    public bool HasUnseenSpan => State == SpanState.Running && Source != SpanSource.Event;

    /// <summary>0 until it is known to be a stall.</summary>
    public long StallId { get; set; }

    public bool IsAnnounced { get; set; }

    /// <summary>The span's age at which evidence is wanted next, nanoseconds.</summary>
    public long NextAskAge { get; set; }

    /// <summary>End of the last wait after which stacks were asked for again.</summary>
    public long AskedAfter { get; set; } = long.MinValue;

    /// <summary>True when evidence came since the parts were last computed.</summary>
    public bool HasNewEvidence { get; set; }

    /// <summary>Time of the latest evidence; it may be ahead of the spans lane.</summary>
    public long NewestEvidence { get; private set; } = long.MinValue;

    /// <summary>When <see cref="Source"/> is Samples: the site that was seen, and when it was seen last.</summary>
    public string? SeenSiteId { get; set; }

    public long SeenLast { get; set; }

    /// <summary>When <see cref="Source"/> is Wait: when the wait ended; null while it lasts.</summary>
    public long? WaitEnded { get; set; }

    /// <summary>True while the open span is known by a wait alone that has not ended, as far as it was told.</summary>
    public bool RestsOnOpenWait => State == SpanState.Running && Source == SpanSource.Wait && WaitEnded is null;

    public ThreadTrack? Previous { get; set; }

    public ThreadTrack? Next { get; set; }

    /// <summary>Stalls of this thread that are over and wait for their evidence.</summary>
    public int PendingStalls { get; set; }

    /// <summary>Start of the earliest of them.</summary>
    public long PendingSince { get; set; } = long.MaxValue;

    /// <summary>Start of the earliest span under the threshold that waits for its evidence.</summary>
    public long ShortSince { get; set; } = long.MaxValue;

    public ThreadEvidence Evidence { get; } = new();

    public OpenWaits Waits { get; } = new();

    public OpenCompilations Compilations { get; } = new();

    /// <summary>Sites seen on the thread while its work was unknown; null when there are none.</summary>
    public List<SeenSite>? Seen { get; set; }

    public long LastSample { get; set; } = long.MinValue;

    /// <summary>The last look at its stack; null before the first.</summary>
    public StackLook? LastLook { get; set; }

    /// <summary>The sleep that it is in, while the operating system is asked; null when it runs, or nobody looked.</summary>
    public ThreadSleep? Sleep { get; set; }

    /// <summary>Its last sleep that is over, while a sample of it may be under way; null when none is.</summary>
    public ThreadSleep? EndedSleep { get; set; }

    /// <summary>Where its stack ended when it last slept and was known to have no work; 0 when unknown.</summary>
    public long IdleStackPointer { get; set; }

    /// <summary>Start of a wait of which it is not decided yet whether it is a stall without a span.</summary>
    public long HeldSince { get; set; } = long.MaxValue;

    /// <summary>True when no span event tells what the thread did at that time.</summary>
    public bool IsUnknownAt(long time) => time >= UnknownSince && time < UnknownUntil;

    public void NoteEvidence(long time)
    {
        HasNewEvidence = true;
        NewestEvidence = Math.Max(NewestEvidence, time);
    }

    /// <summary>Evidence older than this belongs to nothing any more.</summary>
    public long Horizon(long now)
    {
        long horizon = State == SpanState.Running ? Start : now;
        if (PendingStalls > 0)
        {
            horizon = Math.Min(horizon, PendingSince);
        }

        if (Seen is { Count: > 0 } seen)
        {
            horizon = Math.Min(horizon, seen[0].First);
        }

        if (EndedSleep is { } ended)
        {
            horizon = Math.Min(horizon, ended.Since);
        }

        return Math.Min(horizon, Math.Min(HeldSince, ShortSince));
    }
}
