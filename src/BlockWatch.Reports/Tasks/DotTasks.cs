using BlockWatch.Detection.Async;
using BlockWatch.Reports.Text;

namespace BlockWatch.Reports.Tasks;

/// <summary>The graph in the language of Graphviz. An arrow goes from who waits to what it waits for.</summary>
internal static class DotTasks
{
    private const int MaxNodes = 1_000;

    public static void Write(TaskLook look, TextWriter writer)
    {
        DrawnTasks drawn = new(look, MaxNodes);
        LineWriter lines = new(writer, int.MaxValue);
        lines.Line("digraph tasks {");
        foreach (string note in drawn.Notes)
        {
            lines.Line($"  // {note}");
        }

        lines.Line("  rankdir=LR;");
        lines.Line("  node [shape=box];");
        foreach (ThreadWaitView wait in drawn.Threads)
        {
            lines.Line($"  h{TaskWords.Id(wait.ThreadId)} [label={Quote(drawn.Label(wait))}, style=bold];");
        }

        foreach (TaskView task in drawn.Tasks)
        {
            lines.Line($"  t{TaskWords.Id(task.Id)} [label={Quote(drawn.Label(task))}];");
        }

        foreach (ThreadWaitView wait in drawn.Threads.Where(wait => drawn.IsDrawn(wait.TaskId)))
        {
            lines.Line($"  h{TaskWords.Id(wait.ThreadId)} -> t{TaskWords.Id(wait.TaskId)};");
        }

        foreach (ThreadWaitView wait in drawn.Threads)
        {
            if (wait.RunningTaskId is { } running && drawn.IsDrawn(running))
            {
                lines.Line($"  t{TaskWords.Id(running)} -> h{TaskWords.Id(wait.ThreadId)} [style=dashed];");
            }
        }

        foreach (TaskView task in drawn.Tasks)
        {
            if (drawn.Awaited(task) is { } awaited)
            {
                lines.Line($"  t{TaskWords.Id(task.Id)} -> t{TaskWords.Id(awaited)};");
            }
        }

        lines.Line("}");
    }

    // Inside quotes a backslash begins an escape (\N is the node's name), and & a character reference.
    private static string Quote(string[] label) => '"' + string.Join("\\n", label.Select(Escape)) + '"';

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("&", "&amp;", StringComparison.Ordinal);
}
