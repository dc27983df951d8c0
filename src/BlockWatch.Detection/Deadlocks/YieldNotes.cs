using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;

namespace BlockWatch.Detection.Deadlocks;

/// <summary>Which suspended async methods await nothing but their turn: <c>await Task.Yield()</c>.</summary>
/// <remarks>
/// The runtime says that a continuation was queued, not whose. It is that of the method that suspends on the same thread there and then:
/// <code>
/// OperationStarted(5, "Async: …")   ContinuationQueued                      the first suspension of a method
/// ExecutionStarted(5)               ContinuationQueued   ExecutionEnded     a later one
/// </code>
/// Bounded: over <see cref="Cap"/> all are forgotten.
/// </remarks>
internal sealed class YieldNotes
{
    public const int Cap = 16_384;

    private readonly AsyncGraph _graph;

    // By task: the time of the suspension that it is of.
    private readonly Dictionary<long, long> _yielded = [];

    // By thread: the method that was told of last and has done nothing since; the one that queued a continuation and still runs.
    private readonly Dictionary<long, long> _begun = [];
    private readonly Dictionary<long, long> _yielding = [];

    public YieldNotes(AsyncGraph graph)
    {
        _graph = graph;
    }

    /// <summary>True when the task's method is suspended and its continuation was queued at once.</summary>
    public bool HasYielded(TaskNode task) => task.State == TaskState.Suspended && _yielded.TryGetValue(task.Id, out long since) && since == task.StateSince;

    /// <summary>Takes an event of the async lane that the graph has not seen yet.</summary>
    public void Before(in RuntimeEvent e)
    {
        if (e.Kind == RuntimeEventKind.ExecutionEnded && _yielding.TryGetValue(e.ThreadId, out long taskId) && _graph.WorkOf(e.ThreadId)?.Running?.Id != taskId)
        {
            _yielding.Remove(e.ThreadId);
        }
    }

    /// <summary>Takes an event of the async lane that the graph has seen.</summary>
    public void After(in RuntimeEvent e)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.OperationStarted:
                Put(_begun, e.ThreadId, e.TaskId);
                return;
            case RuntimeEventKind.ContinuationQueued when !IsOfCompletedTask(e.TaskId):
                ContinuationQueued(e.ThreadId);
                break;
            case RuntimeEventKind.ExecutionEnded when _yielding.Remove(e.ThreadId, out long yielding):
                Note(yielding);
                break;
            case RuntimeEventKind.AwaitStarted when _yielding.GetValueOrDefault(e.ThreadId) == e.AwaiterId:
                _yielding.Remove(e.ThreadId);
                break;
            case RuntimeEventKind.AsyncPaused or RuntimeEventKind.AsyncResumed or RuntimeEventKind.EventsLost:
                _yielded.Clear();
                _begun.Clear();
                _yielding.Clear();
                return;
            case RuntimeEventKind.Heartbeat:
                return;
        }

        _begun.Remove(e.ThreadId);
    }

    private void ContinuationQueued(long threadId)
    {
        if (_begun.TryGetValue(threadId, out long begun))
        {
            Note(begun);
        }
        else if (_graph.WorkOf(threadId)?.Running is { } running)
        {
            Put(_yielding, threadId, running.Id);
        }
    }

    private void Note(long taskId)
    {
        if (_graph.Find(taskId) is { State: TaskState.Suspended } task)
        {
            Put(_yielded, taskId, task.StateSince);
        }
    }

    // A continuation that a completed task queues is posted: the graph knows whose.
    private bool IsOfCompletedTask(long taskId) => taskId != 0 && _graph.IsCompleting(taskId);

    private static void Put(Dictionary<long, long> notes, long key, long value)
    {
        if (notes.Count >= Cap)
        {
            notes.Clear();
        }

        notes[key] = value;
    }
}
