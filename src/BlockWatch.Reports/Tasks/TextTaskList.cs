using BlockWatch.Detection.Async;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tasks;

/// <summary>What waits, one a line, the longest first. What runs does not wait, and what is merely pending is what others wait for.</summary>
internal static class TextTaskList
{
    public static void Write(TaskLook look, TextWriter writer, TaskWriting writing)
    {
        LineWriter lines = new(writer, writing.Width);
        foreach (string fact in TaskFacts.Of(look))
        {
            lines.Prose("", fact);
        }

        TaskGraph graph = new(look.Graph);
        TaskWords words = new(look);
        List<(long Since, string Text)> waiting =
        [
            .. graph.Waits.Select(wait => (wait.SinceNs, $"{words.Thread(wait.ThreadId)}: blocked on {Awaited(graph, words, wait.TaskId)}")),
            .. graph.Tasks.Where(task => task.State is not (TaskState.Running or TaskState.Pending)).Select(task => (task.StateSinceNs, Line(graph, words, task))),
        ];
        if (waiting.Count > 0)
        {
            lines.Line();
        }

        // Those that wait equally long stay in the order of their ids.
        List<(string Since, string Text)> shown = [.. waiting.OrderBy(line => line.Since).Take(writing.MaxLines).Select(line => (words.Since(line.Since), line.Text))];
        int width = shown.Count > 0 ? shown.Max(line => line.Since.Length) : 0;
        shown.ForEach(line => lines.Line($"{line.Since.PadLeft(width)}  {line.Text}"));
        if (waiting.Count > shown.Count)
        {
            lines.Line($"… and {Measures.Number(waiting.Count - shown.Count)} more");
        }
    }

    private static string Line(TaskGraph graph, TaskWords words, TaskView task)
    {
        string state = TaskWords.State(task, isBlocked: false, ofSeveral: false);
        string awaited = task.State == TaskState.Awaiting && task.AwaitedId is { } id ? " " + Awaited(graph, words, id) : "";
        return $"{words.Name(task)} ({TaskWords.Task(task.Id)}): {state}{awaited}";
    }

    private static string Awaited(TaskGraph graph, TaskWords words, long id) =>
        graph.Find(id) is { } awaited ? $"{words.Name(awaited)} ({TaskWords.Task(id)})" : TaskWords.Task(id);
}
