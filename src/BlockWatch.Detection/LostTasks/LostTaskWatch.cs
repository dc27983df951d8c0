using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;

namespace BlockWatch.Detection.LostTasks;

/// <summary>Finds tasks that failed and that nobody awaited, so that nobody knows of their exceptions.</summary>
/// <remarks>
/// <code>
/// OperationEnded(7, faulted)    on one thread
/// CompletionStarted(7)          next on it, when anything waits for the task: an await, a wait, Task.WhenAll, ContinueWith
/// </code>
/// Without the second nothing waited when it failed. It may be awaited later, and no event tells of an await of a task that is complete: so one is
/// left out while what started it still runs, or what may have (<see cref="BirthOrder"/>), and may have kept it; the others are held for <see cref="GraceNs"/>. Needs a whole stream: when
/// events are lost, all are forgotten. Bounded: <see cref="Cap"/> failures at a time, those beyond are left out.
/// </remarks>
internal sealed class LostTaskWatch
{
    public const int Cap = 4_096;

    /// <summary>For how long an await may be under way.</summary>
    public const long GraceNs = 5_000_000_000;

    private readonly bool _isToldAll;
    private readonly AsyncGraph _graph;
    private readonly LostTaskBook _book;
    private readonly ThrownExceptions _thrown;
    private readonly UnwrappedTasks _unwrapped = new();
    private readonly Dictionary<long, FailedTask> _failing = [];
    private readonly Queue<FailedTask> _held = new();
    private readonly HashSet<long> _waitedFor = [];

    // The failed task that each thread completes, which others fail with.
    private readonly Dictionary<long, FailedTask> _completing = [];

    /// <param name="graph">Which task awaits which.</param>
    /// <param name="book">Told of lost tasks.</param>
    /// <param name="isToldAll">False when some awaits are not told of: then nothing is found.</param>
    public LostTaskWatch(AsyncGraph graph, LostTaskBook book, bool isToldAll = true)
    {
        _isToldAll = isToldAll;
        _graph = graph;
        _book = book;
        _thrown = new ThrownExceptions(graph);
    }

    /// <summary>Takes an event of the async lane, before the graph does.</summary>
    /// <param name="e">The event.</param>
    /// <param name="time">Its time, never before that of the one before.</param>
    public void Observe(in RuntimeEvent e, long time)
    {
        if (!_isToldAll)
        {
            return;
        }

        _thrown.Observe(e);
        _unwrapped.Observe(e);
        switch (e.Kind)
        {
            case RuntimeEventKind.EventsLost:
                _failing.Clear();
                _held.Clear();
                _waitedFor.Clear();
                _completing.Clear();
                return;
            case RuntimeEventKind.AsyncPaused or RuntimeEventKind.AsyncResumed:
                _failing.Clear();
                return;
            case RuntimeEventKind.AwaitStarted or RuntimeEventKind.TaskWaitStarted when _failing.Count + _held.Count > 0:
                // The await and the failure happened at the same time, on two threads.
                Discard(e.TaskId);
                break;
        }

        if (e.Kind == RuntimeEventKind.ExceptionThrown)
        {
            // It is no step of the task's: whoever reads what comes next on the thread waits for that.
            return;
        }

        Follow(e);
        if (e.Kind == RuntimeEventKind.OperationEnded && e.Outcome == TaskOutcome.Faulted && _failing.Count + _held.Count < Cap && FailedNow(e, time) is { } failed)
        {
            _failing[e.ThreadId] = failed;
        }

        while (_held.TryPeek(out FailedTask? oldest) && time - oldest.Time >= GraceNs)
        {
            Settle(_held.Dequeue());
        }
    }

    /// <summary>Ends the session: what is held was not awaited as long as anybody looked.</summary>
    /// <param name="targetEnded">True when the program is over: what is not complete never will be.</param>
    public void Complete(bool targetEnded)
    {
        if (targetEnded && _isToldAll)
        {
            foreach (UnfinishedTask unfinished in new UnfinishedTasks(_graph, _unwrapped).All())
            {
                _book.Add(unfinished);
            }
        }

        while (_held.TryDequeue(out FailedTask? held))
        {
            Settle(held);
        }

        _failing.Clear();
    }

    // The next event of the thread that a task failed on says whether anything waited for it.
    private void Follow(in RuntimeEvent e)
    {
        if (e.ThreadId == 0 || !_failing.Remove(e.ThreadId, out FailedTask? failed))
        {
            return;
        }

        if (e.Kind == RuntimeEventKind.CompletionStarted && e.TaskId == failed.Id)
        {
            if (_completing.Count >= Cap)
            {
                _completing.Clear();
            }

            _completing[e.ThreadId] = failed;
        }
        else if (!failed.MayBeAwaited)
        {
            _held.Enqueue(failed);
        }
    }

    private FailedTask? FailedNow(in RuntimeEvent e, long time)
    {
        if (_graph.Find(e.TaskId) is not { Name: { } name } task)
        {
            return null;
        }

        string? exception = _thrown.TakeTypeOf(e.ThreadId, task);

        if (!AsyncName.IsAsyncMethod(name) && !AsyncName.IsDelegate(name)
            && _graph.WorkOf(e.ThreadId)?.Completing is { } completing
            && _completing.TryGetValue(e.ThreadId, out FailedTask? cause) && cause.Id == completing.Id)
        {
            // Task.Run of an async method, Task.WhenAll: it fails because the task failed that completes right now.
            name = cause.Name;
            exception = cause.Exception;
        }

        bool mayBeAwaited = task.Awaiters.Any() || (task.StarterId != 0 && _graph.Find(task.StarterId) is not null) || task.MayHaveLaterCaller;
        TaskStarter? starter = task.StarterId != 0 ? new TaskStarter(task.StarterName) : null;
        return new FailedTask(e.TaskId, name, time, starter, exception, mayBeAwaited);
    }

    private void Discard(long taskId)
    {
        foreach ((long thread, FailedTask failed) in _failing)
        {
            if (failed.Id == taskId)
            {
                _failing.Remove(thread);
                return;
            }
        }

        if (_held.Any(held => held.Id == taskId))
        {
            _waitedFor.Add(taskId);
        }
    }

    private void Settle(FailedTask task)
    {
        if (!_waitedFor.Remove(task.Id))
        {
            _book.Add(task);
        }
    }
}
