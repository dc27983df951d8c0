using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Loops;
using BlockWatch.Detection.LostTasks;
using BlockWatch.Detection.Spans;

namespace BlockWatch.Detection.Observing;

/// <summary>Hands the async lane's events to those who follow them: the await graph, the turns of event loops, which it knows, and tasks that are lost.</summary>
internal sealed class AsyncObserver
{
    private readonly AsyncGraph _graph;
    private readonly LoopWatch _loops;
    private readonly LostTaskWatch _lost;
    private readonly ThreadTable _threads;

    public AsyncObserver(AsyncGraph graph, LoopWatch loops, LostTaskWatch lost, ThreadTable threads)
    {
        _lost = lost;
        _graph = graph;
        _loops = loops;
        _threads = threads;
    }

    /// <param name="e">The event.</param>
    /// <param name="time">Its time, never before that of the one before.</param>
    public void Observe(in RuntimeEvent e, long time)
    {
        long? toldSince = _graph.Since;
        bool ran = Runs(e.ThreadId);
        _lost.Observe(e, time);
        _graph.Observe(e);
        if (_graph.Since != toldSince)
        {
            _loops.Turns.AsyncTold(time, _graph.Since is not null);
        }

        bool runs = Runs(e.ThreadId);
        if (runs != ran && IsTurnOfThread(e.Kind))
        {
            Turned(e.ThreadId, time, turnsBack: ran);
        }
    }

    private bool Runs(long threadId) => _graph.WorkOf(threadId)?.OutermostSince is not null;

    private void Turned(long threadId, long time, bool turnsBack)
    {
        // A thread with spans is the pool's, unless a stack of it says otherwise.
        if (_threads.TryGet(threadId, out _) && !_loops.IsLoop(threadId))
        {
            _loops.IsOfPool(threadId);
        }
        else
        {
            _loops.Turns.Turned(time, threadId, turnsBack);
        }
    }

    private static bool IsTurnOfThread(RuntimeEventKind kind) =>
        kind is RuntimeEventKind.ExecutionStarted or RuntimeEventKind.ExecutionEnded or RuntimeEventKind.CompletionStarted or RuntimeEventKind.CompletionEnded;
}
