using BlockWatch.Detection.Async;

namespace BlockWatch.Reports.Tasks;

/// <summary>Writes the tasks of a process.</summary>
public static class TaskReports
{
    /// <param name="look">What was seen.</param>
    /// <param name="writer">Gets lines that end in <c>\n</c> on every system.</param>
    /// <param name="writing">How.</param>
    /// <param name="toolVersion">Our own version, for JSON.</param>
    public static void Write(TaskLook look, TextWriter writer, TaskWriting writing, string toolVersion)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(writing);
        switch (writing.Format)
        {
            case TaskFormat.Longest:
                TextTaskList.Write(look, writer, writing);
                break;
            case TaskFormat.Json:
                JsonTasks.Write(look, writer, writing.OnOneLine, toolVersion);
                break;
            case TaskFormat.Dot:
                DotTasks.Write(look, writer);
                break;
            case TaskFormat.Mermaid:
                MermaidTasks.Write(look, writer);
                break;
            default:
                TextTaskTree.Write(look, writer, writing);
                break;
        }
    }

    /// <summary>Writes them to a new file beside <paramref name="path"/> and then puts it in its place.</summary>
    /// <exception cref="ReportException">It cannot be written. A file that was there is untouched, and nothing is left behind.</exception>
    public static void Save(TaskLook look, string path, TaskWriting writing, string toolVersion) =>
        ReportFile.SaveText(path, "graph", writer => Write(look, writer, writing, toolVersion));
}
