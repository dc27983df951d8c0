using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;

namespace BlockWatch.Detection.LostTasks;

/// <summary>Knows what <c>Task.Run</c> of an async method returned: who awaits that awaits the method, and no event says so.</summary>
/// <remarks>
/// <code>
/// OperationStarted(20, "Task: &lt;Main&gt;b__0")    on one thread, and next on it
/// OperationStarted(21, "Task.Unwrap")         is what Task.Run returned
/// </code>
/// Bounded: <see cref="Cap"/> at a time; beyond, all that run delegates are unknown from then on.
/// </remarks>
internal sealed class UnwrappedTasks
{
    public const int Cap = 16_384;

    private readonly Dictionary<long, long> _lastDelegates = [];
    private readonly Dictionary<long, long> _unwraps = [];
    private readonly Dictionary<long, long> _delegates = [];

    /// <summary>False once some were left out.</summary>
    public bool IsWhole { get; private set; } = true;

    public void Observe(in RuntimeEvent e)
    {
        switch (e.Kind)
        {
            case RuntimeEventKind.OperationStarted when AsyncName.IsDelegate(e.OperationName):
                Note(_lastDelegates, e.ThreadId, e.TaskId);
                break;
            case RuntimeEventKind.OperationStarted:
                if (_lastDelegates.Remove(e.ThreadId, out long run) && AsyncName.IsUnwrap(e.OperationName))
                {
                    Note(_unwraps, run, e.TaskId);
                    Note(_delegates, e.TaskId, run);
                }

                break;
            case RuntimeEventKind.OperationEnded when _delegates.Remove(e.TaskId, out long ended):
                _unwraps.Remove(ended);
                break;
            case RuntimeEventKind.EventsLost or RuntimeEventKind.AsyncPaused or RuntimeEventKind.AsyncResumed:
                _lastDelegates.Clear();
                _unwraps.Clear();
                _delegates.Clear();
                IsWhole = true;
                break;
        }
    }

    /// <summary>What <c>Task.Run</c> returned for the delegate; null when it was no async method.</summary>
    public long? OfDelegate(long taskId) => _unwraps.TryGetValue(taskId, out long unwrap) ? unwrap : null;

    private void Note(Dictionary<long, long> links, long from, long to)
    {
        if (links.Count >= Cap && !links.ContainsKey(from))
        {
            links.Clear();
            IsWhole = false;
        }

        links[from] = to;
    }
}
