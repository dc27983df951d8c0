using BlockWatch.Detection.Async;

namespace BlockWatch.Reports.Tasks;

/// <summary>Tells whether two tasks look the same with all that hangs from them: the same names in the same states.</summary>
internal sealed class TaskShapes
{
    private readonly TaskGraph _graph;
    private readonly TaskWords _words;
    private readonly Dictionary<long, int> _ofTask = [];
    private readonly Dictionary<(string Name, TaskState State, bool IsBlocked, bool IsInCircle, bool ComesBack, int Awaited), int> _known = [];

    public TaskShapes(TaskGraph graph, TaskWords words)
    {
        _graph = graph;
        _words = words;
    }

    /// <summary>A number that equal ones share.</summary>
    public int Of(TaskView task)
    {
        // No recursion: a chain can have as many tasks as there are.
        Stack<TaskView> chain = [];
        TaskView? next = task;
        while (next is not null && !_ofTask.ContainsKey(next.Id))
        {
            chain.Push(next);
            next = _graph.Awaited(next);
        }

        while (chain.TryPop(out TaskView? above))
        {
            int awaited = _graph.Awaited(above) is { } below ? _ofTask[below.Id] : -1;
            var shape = (_words.Name(above), above.State, _graph.IsBlocked(above), _graph.IsInCircle(above), _graph.ComesBackTo(above) is not null, awaited);
            if (!_known.TryGetValue(shape, out int number))
            {
                number = _known.Count;
                _known.Add(shape, number);
            }

            _ofTask.Add(above.Id, number);
        }

        return _ofTask[task.Id];
    }
}
