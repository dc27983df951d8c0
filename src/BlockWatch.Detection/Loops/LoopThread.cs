using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Spans;
using BlockWatch.Detection.Waits;

namespace BlockWatch.Detection.Loops;

/// <summary>What is known of one thread that is not the pool's and may be a loop's. Bounded: see its caps.</summary>
internal sealed class LoopThread
{
    public const int EvidenceCap = 256;

    private readonly List<LoopWait> _waits = [];
    private readonly List<SamplePoint> _samples = [];
    private readonly List<(long Start, long End)> _turns = [];
    private readonly Queue<(long Start, long End)> _recent = new();

    public LoopThread(long threadId, long now)
    {
        ThreadId = threadId;
        LastTouched = now;

        // Its stalls are counted by the same types as those of the pool's threads.
        Track = new ThreadTrack(threadId, now);
    }

    public long ThreadId { get; }

    public ThreadTrack Track { get; }

    public long LastTouched { get; set; }

    /// <summary>True once a stack showed that it runs what is posted to it. Until then it is only watched.</summary>
    public bool IsLoop { get; set; }

    /// <summary>The operating system's name of it; null when it has none of its own, or when that is not known.</summary>
    public string? Name { get; set; }

    public OpenWaits Waits { get; } = new();

    /// <summary>The number under which the wait that goes on was told of; 0 when it was not.</summary>
    public long StallId { get; set; }

    /// <summary>Since when it has not turned back to its queue, by the async lane; null while it has.</summary>
    public long? TurnSince { get; set; }

    /// <summary>The turn's age at which stacks are wanted next, nanoseconds.</summary>
    public long NextAskAge { get; set; }

    /// <summary>Turns that the async lane told of from begin to end.</summary>
    public long TurnCount { get; set; }

    /// <summary>For how long the async lane had told of it when it turned last, nanoseconds.</summary>
    public long ToldNs { get; set; }

    /// <summary>The site of the last bursts; null when the last sample showed it elsewhere.</summary>
    public LoopLooks? Looks { get; set; }

    /// <summary>Looks that are over and wait for the events of waits that would contradict them.</summary>
    public List<LoopLooks> OldLooks { get; } = [];

    /// <summary>Waits that are over and may lie in a turn that is not.</summary>
    public List<LoopWait> ClosedWaits => _waits;

    /// <summary>Turns of the threshold or longer that wait for their evidence.</summary>
    public List<(long Start, long End)> Turns => _turns;

    public List<SamplePoint> Samples => _samples;

    /// <summary>What it waits in now, if that is blocking; a contention comes before the wait within it.</summary>
    public (ExactInterval Interval, EvidenceKind Kind)? Blocked => Waits switch
    {
        { Contention: { Reading.Site: not null } contention } => (contention, EvidenceKind.Contention),
        { Wait: { Reading.Site: not null } wait } => (wait, EvidenceKind.Wait),
        _ => null,
    };

    /// <summary>True when nothing of it waits to be counted.</summary>
    public bool IsIdle => Blocked is null && TurnSince is null && Looks is null && _waits.Count == 0 && _turns.Count == 0 && OldLooks.Count == 0;

    public void Add(LoopWait wait) => AddTo(_waits, wait);

    public void Add(SamplePoint sample) => AddTo(_samples, sample);

    public void AddTurn(long start, long end) => AddTo(_turns, (start, end));

    /// <summary>The thread waited, in whatever.</summary>
    public void NoteWait(long start, long end)
    {
        if (_recent.Count >= EvidenceCap)
        {
            _recent.Dequeue();
        }

        _recent.Enqueue((start, end));
    }

    /// <summary>True when a wait's events show that the thread did not stay at one place between these times, or in what it stayed; also when they are no longer known.</summary>
    public bool HasWaitWithin(long start, long end)
    {
        if (Waits.Wait is { } wait && wait.Start <= end)
        {
            return true;
        }

        if (Waits.Contention is { } contention && contention.Start <= end)
        {
            return true;
        }

        return (_recent.Count >= EvidenceCap && _recent.Peek().Start > start) || _recent.Any(recent => recent.Start <= end && recent.End >= start);
    }

    private static void AddTo<T>(List<T> list, T item)
    {
        if (list.Count >= EvidenceCap)
        {
            list.RemoveRange(0, EvidenceCap / 2);
        }

        list.Add(item);
    }
}
