using System.Globalization;
using System.Text;
using BlockWatch.Detection.Async;
using BlockWatch.Reports.Text;

namespace BlockWatch.Reports.Tasks;

/// <summary>The graph in Mermaid's language. An arrow goes from who waits to what it waits for.</summary>
internal static class MermaidTasks
{
    // Mermaid draws 500 arrows and reads 50,000 characters, unless its page was told otherwise.
    private const int MaxNodes = 200;
    private const int MaxLabel = 400;

    public static void Write(TaskLook look, TextWriter writer)
    {
        DrawnTasks drawn = new(look, MaxNodes);
        LineWriter lines = new(writer, int.MaxValue);
        lines.Line("flowchart LR");
        foreach (string note in drawn.Notes)
        {
            // Braces in a comment are taken for a directive's.
            lines.Line($"  %% {note.Replace('{', '(').Replace('}', ')')}");
        }

        foreach (ThreadWaitView wait in drawn.Threads)
        {
            lines.Line($"  h{TaskWords.Id(wait.ThreadId)}[[{Quote(drawn.Label(wait))}]]");
        }

        foreach (TaskView task in drawn.Tasks)
        {
            lines.Line($"  t{TaskWords.Id(task.Id)}[{Quote(drawn.Label(task))}]");
        }

        foreach (ThreadWaitView wait in drawn.Threads.Where(wait => drawn.IsDrawn(wait.TaskId)))
        {
            lines.Line($"  h{TaskWords.Id(wait.ThreadId)} --> t{TaskWords.Id(wait.TaskId)}");
        }

        foreach (ThreadWaitView wait in drawn.Threads)
        {
            if (wait.RunningTaskId is { } running && drawn.IsDrawn(running))
            {
                lines.Line($"  t{TaskWords.Id(running)} -.-> h{TaskWords.Id(wait.ThreadId)}");
            }
        }

        foreach (TaskView task in drawn.Tasks)
        {
            if (drawn.Awaited(task) is { } awaited)
            {
                lines.Line($"  t{TaskWords.Id(task.Id)} --> t{TaskWords.Id(awaited)}");
            }
        }
    }

    private static string Quote(string[] label) => '"' + string.Join("<br/>", label.Select(Escape)) + '"';

    // Labels are HTML in the end. Mermaid writes a character that could be markup as its number between # and ;.
    private static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (Rune rune in (text.Length > MaxLabel ? text[..MaxLabel] : text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || (rune.IsAscii && " .,_-()/:".Contains((char)rune.Value, StringComparison.Ordinal)) || rune.Value == '×')
            {
                escaped.Append(rune.ToString());
            }
            else
            {
                escaped.Append('#').Append(rune.Value.ToString(CultureInfo.InvariantCulture)).Append(';');
            }
        }

        return escaped.ToString();
    }
}
