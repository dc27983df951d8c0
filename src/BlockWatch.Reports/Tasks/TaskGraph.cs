using BlockWatch.Detection.Async;

namespace BlockWatch.Reports.Tasks;

/// <summary>Who awaits whom, without circles: what trees are made of.</summary>
/// <remarks>
/// A task awaits one other at most, so that what hangs from a task is a chain. Tasks that await each other in a circle, by a fault of the target
/// or by lost events, are a chain too: it begins with the one of the smallest id, and its last says to which it comes back.
/// </remarks>
internal sealed class TaskGraph
{
    private readonly Dictionary<long, TaskView> _tasks = [];
    private readonly Dictionary<long, TaskView> _comesBackTo = [];
    private readonly HashSet<long> _inCircles = [];
    private readonly HashSet<long> _awaited = [];
    private readonly HashSet<long> _blockedThreads;

    public TaskGraph(AsyncSnapshot snapshot)
    {
        foreach (TaskView task in snapshot.Tasks)
        {
            _tasks[task.Id] = task;
        }

        Waits = [.. snapshot.Waits.OrderBy(wait => wait.SinceNs).ThenBy(wait => wait.ThreadId)];
        _blockedThreads = [.. Waits.Select(wait => wait.ThreadId)];
        Tasks = [.. _tasks.Values.OrderBy(task => task.Id)];
        CutCircles();
        foreach (TaskView task in Tasks)
        {
            if (Awaited(task) is { } awaited)
            {
                _awaited.Add(awaited.Id);
            }
        }

        foreach (ThreadWaitView wait in Waits)
        {
            _awaited.Add(wait.TaskId);
        }

        Roots = [.. Tasks.Where(task => !_awaited.Contains(task.Id))];
    }

    /// <summary>All, by their ids.</summary>
    public IReadOnlyList<TaskView> Tasks { get; }

    /// <summary>Those that nobody who is known waits for, by their ids.</summary>
    public IReadOnlyList<TaskView> Roots { get; }

    /// <summary>The blocked threads, the longest first.</summary>
    public IReadOnlyList<ThreadWaitView> Waits { get; }

    public TaskView? Find(long? id) => id is { } known ? _tasks.GetValueOrDefault(known) : null;

    /// <summary>What it awaits; null when it awaits nothing that is known, or when its chain ends with it.</summary>
    public TaskView? Awaited(TaskView task) => _comesBackTo.ContainsKey(task.Id) ? null : Find(task.AwaitedId);

    /// <summary>The task further up that it awaits, where tasks await each other in a circle; null otherwise.</summary>
    public TaskView? ComesBackTo(TaskView task) => _comesBackTo.GetValueOrDefault(task.Id);

    /// <summary>True for one of those that await each other in a circle.</summary>
    public bool IsInCircle(TaskView task) => _inCircles.Contains(task.Id);

    /// <summary>True when the thread that runs it is itself blocked on a task.</summary>
    public bool IsBlocked(TaskView task) => task.State == TaskState.Running && _blockedThreads.Contains(task.ThreadId);

    private void CutCircles()
    {
        Dictionary<long, long> walkOf = [];
        foreach (TaskView start in Tasks)
        {
            TaskView? task = start;
            while (task is not null && walkOf.TryAdd(task.Id, start.Id))
            {
                task = Find(task.AwaitedId);
            }

            // Met in this same walk: a circle. Met in an earlier one: what follows is known.
            if (task is not null && walkOf[task.Id] == start.Id)
            {
                Cut(task);
            }
        }
    }

    private void Cut(TaskView member)
    {
        List<TaskView> circle = [member];
        for (TaskView next = Find(member.AwaitedId)!; next.Id != member.Id; next = Find(next.AwaitedId)!)
        {
            circle.Add(next);
        }

        _inCircles.UnionWith(circle.Select(task => task.Id));
        TaskView first = circle.MinBy(task => task.Id)!;
        _comesBackTo.Add(circle.Single(task => task.AwaitedId == first.Id).Id, first);
    }
}
