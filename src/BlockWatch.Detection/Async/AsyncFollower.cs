using BlockWatch.Detection.Chains;
using BlockWatch.Detection.Events;

namespace BlockWatch.Detection.Async;

/// <summary>Changes the tables as the async lane's events say.</summary>
internal sealed class AsyncFollower
{
    private readonly AsyncTables _tables;
    private Action<LongExecution>? _noted;
    private long _leastNs;

    public AsyncFollower(AsyncTables tables)
    {
        _tables = tables;
    }

    /// <summary>Has each execution of at least this length noted as it ends, while its callers are still known.</summary>
    public void Watch(long leastNs, Action<LongExecution> noted) => (_leastNs, _noted) = (leastNs, noted);

    /// <param name="e">The event.</param>
    /// <param name="time">Its time, never before that of the one before.</param>
    public void Follow(in RuntimeEvent e, long time)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.OperationStarted:
                OperationStarted(e, time);
                break;
            case RuntimeEventKind.OperationEnded:
                NoteBeforeEnd(e.TaskId, e.ThreadId, time);
                _tables.Complete(e.TaskId, time);
                _tables.Remove(e.TaskId);
                break;
            case RuntimeEventKind.AwaitStarted:
                AwaitStarted(e, time);
                break;
            case RuntimeEventKind.TaskWaitStarted:
                TaskWaitStarted(e, time);
                break;
            case RuntimeEventKind.TaskWaitEnded when _tables.WorkOf(e.ThreadId) is { } waiting && (waiting.Waited is null || waiting.Waited.Id == e.TaskId):
                waiting.Waited = null;
                _tables.Trim(e.ThreadId, waiting);
                break;
            case RuntimeEventKind.TaskQueued:
                _tables.GetOrAdd(e.TaskId, time)?.Become(TaskState.Queued, time);
                break;
            case RuntimeEventKind.ContinuationQueued:
                ContinuationQueued(e.TaskId, time);
                break;
            case RuntimeEventKind.ExecutionStarted:
                ExecutionStarted(e, time);
                break;
            case RuntimeEventKind.ExecutionEnded:
                ExecutionEnded(e.ThreadId, time);
                break;
            case RuntimeEventKind.CompletionStarted:
                CompletionStarted(e, time);
                break;
            case RuntimeEventKind.CompletionEnded when _tables.WorkOf(e.ThreadId) is { } work:
                if (work.End(isCompletion: true) is { } ended)
                {
                    _tables.Remove(ended.Task.Id);
                }

                _tables.Trim(e.ThreadId, work);
                break;
        }
    }

    private void OperationStarted(in RuntimeEvent e, long time)
    {
        // An id that comes again is another task: the ids count up and wrap, or this one's end was lost.
        if (_tables.Tasks.TryGetValue(e.TaskId, out TaskNode? before) && before.Name is not null)
        {
            _tables.Remove(e.TaskId);
        }

        if (_tables.GetOrAdd(e.TaskId, time) is { } task)
        {
            task.Name = e.OperationName;
            task.ThreadId = e.ThreadId;
            if (_tables.WorkOf(e.ThreadId)?.Running is { } starter && starter.Id != task.Id)
            {
                task.StarterId = starter.Id;
                task.StarterName = starter.Name;
            }

            bool isMethod = AsyncName.IsAsyncMethod(e.OperationName);
            _tables.BirthsOn(e.ThreadId).Add(task, isMethod);

            // An async method is told of when it suspends for the first time; what it awaits, if it is a task, comes right after.
            if (task.State == TaskState.Pending && isMethod)
            {
                task.Become(TaskState.Suspended, time);
            }
        }
    }

    private void AwaitStarted(in RuntimeEvent e, long time)
    {
        if (e.AwaiterId == 0 || e.AwaiterId == e.TaskId || _tables.GetOrAdd(e.AwaiterId, time) is not { } awaiter)
        {
            return;
        }

        awaiter.ThreadId = e.ThreadId;
        if (_tables.GetOrAdd(e.TaskId, time) is { } awaited)
        {
            awaiter.Await(awaited, time);
        }
        else
        {
            awaiter.Become(TaskState.Suspended, time);
        }
    }

    private void TaskWaitStarted(in RuntimeEvent e, long time)
    {
        if (_tables.ThreadOf(e.ThreadId) is { } thread && _tables.GetOrAdd(e.TaskId, time) is { } waited)
        {
            thread.Waited = waited;
            waited.WasAwaited = true;
            thread.WaitedSince = time;
        }
    }

    private void ContinuationQueued(long completedId, long time)
    {
        if (completedId != 0 && _tables.Tasks.TryGetValue(completedId, out TaskNode? completed))
        {
            foreach (TaskNode awaiter in completed.Awaiters)
            {
                if (awaiter.State is TaskState.Awaiting or TaskState.Resumable)
                {
                    awaiter.Become(TaskState.Posted, time);
                }
            }
        }
    }

    private void ExecutionStarted(in RuntimeEvent e, long time)
    {
        if (_tables.GetOrAdd(e.TaskId, time) is not { } task || _tables.ThreadOf(e.ThreadId) is not { } thread)
        {
            return;
        }

        if (thread.Running is null)
        {
            _tables.EndUntoldBirths(e.ThreadId);
        }

        // What the thread waits for stays: it may run this inside the wait, and the wait's own end tells.
        task.ThreadId = e.ThreadId;
        task.Become(TaskState.Running, time);
        thread.Begin(task, isCompletion: false, time);
    }

    private void ExecutionEnded(long threadId, long time)
    {
        if (_tables.WorkOf(threadId) is not { } thread || thread.End(isCompletion: false) is not { } ended)
        {
            return;
        }

        if (!ended.Task.IsComplete)
        {
            Note(ended.Task, threadId, ended.Since, time);
        }

        if (ended.Task.State == TaskState.Running)
        {
            // It neither awaits a task nor has completed: suspended on something else, or a delegate whose completion follows at once.
            ended.Task.Become(TaskState.Suspended, time);
        }

        _tables.Trim(threadId, thread);
    }

    // An async method completes inside its execution, and then its callers go on at once: they would be no callers any more at its end.
    private void NoteBeforeEnd(long taskId, long threadId, long time)
    {
        if (_tables.Tasks.TryGetValue(taskId, out TaskNode? task) && !task.IsComplete && _tables.WorkOf(threadId)?.SinceOf(task) is { } since)
        {
            Note(task, threadId, since, time);
        }
    }

    private void Note(TaskNode task, long threadId, long since, long time)
    {
        if (_noted is { } noted && time - since >= _leastNs && AsyncCallers.Of(task, threadId, since, time) is { } execution)
        {
            noted(execution);
        }
    }

    private void CompletionStarted(in RuntimeEvent e, long time)
    {
        _tables.Complete(e.TaskId, time);
        if (_tables.GetOrAdd(e.TaskId, time) is { } task && _tables.ThreadOf(e.ThreadId) is { } thread)
        {
            task.IsComplete = true;
            thread.Begin(task, isCompletion: true, time);
        }
    }
}
