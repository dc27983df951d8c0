using BlockWatch.Detection.Async;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tasks;

/// <summary>
/// Trees for people: at the top threads that are blocked and tasks that nobody awaits, below each what it awaits. Those that look the same are one, with their
/// number and the longest of them.
/// </summary>
internal sealed class TextTaskTree
{
    // Deeper, and the lines begin beyond the screen.
    private const int MaxDepth = 32;

    private readonly TaskGraph _graph;
    private readonly TaskWords _words;
    private readonly TaskShapes _shapes;
    private readonly int _maxLines;
    private readonly List<string> _lines = [];

    private TextTaskTree(TaskLook look, int maxLines)
    {
        _graph = new TaskGraph(look.Graph);
        _words = new TaskWords(look);
        _shapes = new TaskShapes(_graph, _words);
        _maxLines = maxLines;
    }

    public static void Write(TaskLook look, TextWriter writer, TaskWriting writing)
    {
        LineWriter lines = new(writer, writing.Width);
        foreach (string fact in TaskFacts.Of(look))
        {
            lines.Prose("", fact);
        }

        TextTaskTree tree = new(look, writing.MaxLines);
        if (tree.Draw() is { Count: > 0 } drawn)
        {
            lines.Line();
            drawn.ForEach(lines.Line);
        }
    }

    private List<string> Draw()
    {
        ThreadWaitView[][] threads = [.. _graph.Waits.GroupBy(KindOf).Select(group => group.ToArray())];
        TaskView[][] roots =
        [
            .. _graph.Roots.GroupBy(_shapes.Of).Select(group => group.OrderBy(task => task.StateSinceNs).ThenBy(task => task.Id).ToArray())
                .OrderBy(group => group[0].StateSinceNs).ThenBy(group => group[0].Id),
        ];
        for (int i = 0; i < threads.Length + roots.Length; i++)
        {
            List<string> block = i < threads.Length ? DrawThreads(threads[i]) : DrawChain(roots[i - threads.Length], 0);

            // The first is shown however long it is: nothing at all would be worse.
            if (_lines.Count > 0 && _lines.Count + block.Count > _maxLines)
            {
                int threadsLeft = threads.Skip(i).Sum(group => group.Length);
                int tasksLeft = roots.Skip(Math.Max(0, i - threads.Length)).Sum(group => group.Length);
                _lines.Add($"… and {More(threadsLeft, tasksLeft)} more at the top, in {Measures.Count(threads.Length + roots.Length - i, "tree")}");
                break;
            }

            _lines.AddRange(block);
        }

        return _lines;
    }

    private static string More(int threads, int tasks) => (threads, tasks) switch
    {
        (0, _) => Measures.Count(tasks, "task"),
        (_, 0) => Measures.Count(threads, "thread"),
        _ => $"{Measures.Count(threads, "thread")} and {Measures.Count(tasks, "task")}",
    };

    private (string ThreadName, int? Runs, int? WaitsFor) KindOf(ThreadWaitView wait) =>
        (_words.ThreadName(wait.ThreadId), ShapeOf(wait.RunningTaskId), ShapeOf(wait.TaskId));

    private int? ShapeOf(long? id) => _graph.Find(id) is { } task ? _shapes.Of(task) : null;

    private List<string> DrawThreads(ThreadWaitView[] threads)
    {
        // They come the longest first.
        ThreadWaitView longest = threads[0];
        string since = _words.Since(longest.SinceNs);
        string runs = _graph.Find(longest.RunningTaskId) is { } running ? $", while running {_words.Name(running)}" : "";
        string line = threads.Length == 1
            ? $"{_words.Thread(longest.ThreadId)}: blocked for {since}{runs}{(runs.Length > 0 ? $" ({TaskWords.Task(longest.RunningTaskId!.Value)})" : "")}, on"
            : $"threads{TaskWords.Bracketed(_words.ThreadName(longest.ThreadId))} ×{Measures.Number(threads.Length)}: "
                + $"blocked, the longest for {since} (thread {TaskWords.Id(longest.ThreadId)}){runs}, on";
        TaskView[] waited = Distinct(threads.Select(wait => _graph.Find(wait.TaskId)));
        return waited.Length > 0 ? [line, .. DrawChain(waited, 1, threads.Length)] : [$"{line} {TaskWords.Task(longest.TaskId)}"];
    }

    private List<string> DrawChain(TaskView[] tasks, int depth, int above = 0)
    {
        List<string> lines = [];
        while (tasks.Length > 0)
        {
            if (depth > MaxDepth)
            {
                lines.Add($"{Indent(depth)}… and {Measures.Number(Length(tasks[0]))} more below");
                break;
            }

            lines.Add(Indent(depth) + Line(tasks, above));
            if (_graph.ComesBackTo(tasks[0]) is { } first)
            {
                lines.Add($"{Indent(depth + 1)}{TaskWords.Task(first.Id)} again: they await each other in a circle, and none of them can go on");
            }

            above = tasks.Length;
            tasks = Distinct(tasks.Select(_graph.Awaited));
            depth++;
        }

        return lines;
    }

    private string Line(TaskView[] tasks, int above)
    {
        TaskView longest = tasks[0];
        bool isBlocked = _graph.IsBlocked(longest);
        string since = $"{_words.Since(longest)}, {TaskWords.Task(longest.Id)}";
        return tasks.Length == 1
            ? $"{_words.Name(longest)}: {TaskWords.State(longest, isBlocked, ofSeveral: false)}, {since}{(above > 1 ? ", the same one for all" : "")}"
            : $"{_words.Name(longest)} ×{Measures.Number(tasks.Length)}: {TaskWords.State(longest, isBlocked, ofSeveral: true)}, the longest for {since}";
    }

    private static TaskView[] Distinct(IEnumerable<TaskView?> tasks) =>
        [.. tasks.OfType<TaskView>().DistinctBy(task => task.Id).OrderBy(task => task.StateSinceNs).ThenBy(task => task.Id)];

    private int Length(TaskView task)
    {
        int length = 0;
        for (TaskView? next = task; next is not null; next = _graph.Awaited(next))
        {
            length++;
        }

        return length;
    }

    private static string Indent(int depth) => depth == 0 ? "" : new string(' ', 3 * (depth - 1)) + "└─ ";
}
