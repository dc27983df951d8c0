using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.Loops;

/// <summary>Follows the turns of loops, by what the async lane tells of their threads, and asks for stacks of those that last.</summary>
internal sealed class LoopTurnTracker
{
    // Stacks are wanted at half the threshold, and at each fourfold of that, while nothing exact explains the turn.
    private const int AskAgainFactor = 4;

    private readonly long _thresholdNs;
    private readonly IDetectionListener _listener;
    private readonly LoopThreads _threads;
    private readonly ToldTime _told = new();

    public LoopTurnTracker(long thresholdNs, IDetectionListener listener, LoopThreads threads)
    {
        _thresholdNs = thresholdNs;
        _listener = listener;
        _threads = threads;
    }

    /// <summary>Since when turns are told of, nanoseconds since the session began; null while they are not.</summary>
    public long? ToldSince => _told.Since;

    /// <summary>True while a loop is known to be in a turn.</summary>
    public bool HasOpenTurn => _threads.All.Any(thread => thread is { IsLoop: true, TurnSince: not null });

    /// <summary>The async lane tells of tasks from now on, or no longer; what was under way is not known any more.</summary>
    public void AsyncTold(long time, bool isTold)
    {
        _told.Set(time, isTold);
        foreach (LoopThread thread in _threads.All)
        {
            thread.TurnSince = null;
        }
    }

    /// <summary>A thread that is not known to be the pool's begins to run something that was posted to it, or is done with it.</summary>
    /// <param name="time">Now.</param>
    /// <param name="threadId">The thread.</param>
    /// <param name="turnsBack">True when it runs nothing more that was told.</param>
    public void Turned(long time, long threadId, bool turnsBack)
    {
        if (!turnsBack)
        {
            LoopThread began = _threads.GetOrAdd(threadId);
            began.TurnSince = time;
            began.NextAskAge = _thresholdNs / 2;
            return;
        }

        if (!_threads.TryGet(threadId, out LoopThread? thread) || thread.TurnSince is not { } since)
        {
            return;
        }

        thread.TurnSince = null;
        thread.TurnCount++;
        thread.ToldNs = _told.Until(time);
        if (time - since >= _thresholdNs)
        {
            thread.AddTurn(since, time);
        }
    }

    /// <summary>Asks for stacks of turns that by the receiver's clock are old enough.</summary>
    public void AskAsOf(long now)
    {
        foreach (LoopThread thread in _threads.All)
        {
            Ask(thread, now);
        }
    }

    public void Ask(LoopThread thread, long now)
    {
        if (thread.TurnSince is not { } since || now - since < thread.NextAskAge)
        {
            return;
        }

        while (thread.NextAskAge <= now - since && thread.NextAskAge < AskAge.Last)
        {
            thread.NextAskAge = AskAge.Times(thread.NextAskAge, AskAgainFactor);
        }

        if (thread.Blocked is null)
        {
            _listener.OnEvidenceWanted(new EvidenceRequest(EvidenceReason.LongSpan, thread.ThreadId, since));
        }
    }
}
