using BlockWatch.Detection.Async;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tasks;

/// <summary>The part of the graph that a picture of it can show: as many nodes as it holds, whole chains as far as they go, what waits longest first.</summary>
internal sealed class DrawnTasks
{
    /// <param name="look">What was seen.</param>
    /// <param name="maxNodes">Threads and tasks together.</param>
    public DrawnTasks(TaskLook look, int maxNodes)
    {
        Graph = new TaskGraph(look.Graph);
        Words = new TaskWords(look);
        Threads = [.. Graph.Waits.Take(maxNodes)];

        HashSet<long> drawn = [];
        List<TaskView> tasks = [];
        IEnumerable<TaskView> starts = Threads.Select(wait => Graph.Find(wait.TaskId)).OfType<TaskView>()
            .Concat(Graph.Roots.OrderBy(task => task.StateSinceNs).ThenBy(task => task.Id));
        foreach (TaskView start in starts)
        {
            for (TaskView? task = start; task is not null && Threads.Count + tasks.Count < maxNodes && drawn.Add(task.Id); task = Graph.Awaited(task))
            {
                tasks.Add(task);
            }
        }

        Tasks = [.. tasks.OrderBy(task => task.Id)];
        IsDrawn = drawn.Contains;
        int left = Graph.Tasks.Count - Tasks.Count + Graph.Waits.Count - Threads.Count;
        Notes = [.. TaskFacts.Of(look), .. left > 0 ? [$"{Measures.Count(left, "node")} more left out: {Measures.Number(maxNodes)} are drawn at most."] : Array.Empty<string>()];
    }

    public TaskGraph Graph { get; }

    public TaskWords Words { get; }

    public IReadOnlyList<ThreadWaitView> Threads { get; }

    public IReadOnlyList<TaskView> Tasks { get; }

    /// <summary>True for the id of a task that is among <see cref="Tasks"/>.</summary>
    public Predicate<long> IsDrawn { get; }

    /// <summary>For comments, a line each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The lines of a task's label.</summary>
    public string[] Label(TaskView task) =>
        [Words.Name(task), $"{TaskWords.State(task, Graph.IsBlocked(task), ofSeveral: false)}, {Words.Since(task)}", TaskWords.Task(task.Id)];

    /// <summary>The lines of a thread's label.</summary>
    public string[] Label(ThreadWaitView wait) => [Words.Thread(wait.ThreadId), $"blocked for {Words.Since(wait.SinceNs)}"];

    /// <summary>The task that it awaits, also one that closes a circle; null when none is drawn.</summary>
    public long? Awaited(TaskView task) => task.AwaitedId is { } id && IsDrawn(id) ? id : null;
}
