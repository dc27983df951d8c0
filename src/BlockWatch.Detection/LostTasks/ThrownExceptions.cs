using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;

namespace BlockWatch.Detection.LostTasks;

/// <summary>Knows what the thread that runs a task threw last in it, as far as that is certain: a task that fails fails with that.</summary>
/// <remarks>
/// <code>
/// ExecutionStarted(7)
/// ExceptionThrown(A)            handled within the method
/// ExceptionThrown(B)            not nested: no other is under way, so it is B that leaves the method, or is handled as well
/// OperationEnded(7, faulted)    with B
/// </code>
/// One that is thrown while another is under way may replace it (in a catch block, the usual case) or may end within a filter or a finally block
/// and leave the other one to go on: the events are the same. Then nothing is certain, unless both are of one type. An async method that awaits a
/// task that failed throws again, so each method has events of its own. Bounded: <see cref="Cap"/> tasks; when there are more, all are forgotten.
/// </remarks>
internal sealed class ThrownExceptions
{
    public const int Cap = 4_096;

    private readonly AsyncGraph _graph;
    private readonly Dictionary<(long ThreadId, long TaskId), Thrown> _thrown = [];

    public ThrownExceptions(AsyncGraph graph)
    {
        _graph = graph;
    }

    /// <summary>Takes an event of the async lane, before the graph does.</summary>
    public void Observe(in RuntimeEvent e)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.ExceptionThrown:
                Throw(e);
                break;
            case RuntimeEventKind.OperationEnded when e.Outcome != TaskOutcome.Faulted:
                _thrown.Remove((e.ThreadId, e.TaskId));
                break;
            case RuntimeEventKind.EventsLost or RuntimeEventKind.AsyncPaused or RuntimeEventKind.AsyncResumed:
                _thrown.Clear();
                break;
        }
    }

    /// <summary>What the task fails with that ends on this thread now; null when that is not certain. It is forgotten with that.</summary>
    public string? TakeTypeOf(long threadId, TaskNode task)
    {
        if (!_thrown.Remove((threadId, task.Id), out Thrown? thrown))
        {
            return null;
        }

        // An async method ends inside its execution, a delegate's task right after it.
        long? since = _graph.WorkOf(threadId)?.SinceOf(task);
        bool isOfThisExecution = since is { } known ? known == thrown.ExecutionSince : AsyncName.IsDelegate(task.Name);
        return isOfThisExecution ? thrown.Type : null;
    }

    private void Throw(in RuntimeEvent e)
    {
        if (e.ExceptionType is not { Length: > 0 } type
            || _graph.WorkOf(e.ThreadId) is not { Running: { } task } work || work.SinceOf(task) is not { } since)
        {
            return;
        }

        (long ThreadId, long TaskId) key = (e.ThreadId, task.Id);
        bool isFirst = !_thrown.TryGetValue(key, out Thrown? before) || before.ExecutionSince != since;
        if (_thrown.Count >= Cap && before is null)
        {
            _thrown.Clear();
        }

        _thrown[key] = new Thrown(since, isFirst || !e.IsNested || before!.Type == type ? type : null);
    }

    // Of one execution. The type is null when it is not certain which of several would leave the method.
    private sealed record Thrown(long ExecutionSince, string? Type);
}
