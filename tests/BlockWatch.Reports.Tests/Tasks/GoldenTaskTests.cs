using BlockWatch.Detection.Async;
using BlockWatch.Reports.Tasks;
using BlockWatch.Reports.Tests.Fixtures;
using BlockWatch.TestKit;

namespace BlockWatch.Reports.Tests.Tasks;

/// <summary>Every form's whole output.</summary>
public class GoldenTaskTests
{
    private static readonly Dictionary<string, TaskLook> Looks = new()
    {
        ["shop"] = TaskLooks.Shop,
        ["nothing"] = TaskLooks.Nothing,
        ["incomplete"] = TaskLooks.Incomplete,
        ["hostile"] = TaskLooks.Hostile,
    };

    // What a file of this kind is called.
    private static readonly Dictionary<TaskFormat, string> Endings = new()
    {
        [TaskFormat.Tree] = "txt",
        [TaskFormat.Longest] = "list.txt",
        [TaskFormat.Json] = "json",
        [TaskFormat.Dot] = "dot",
        [TaskFormat.Mermaid] = "mmd",
    };

    public static TheoryData<string, TaskFormat> Cases()
    {
        TheoryData<string, TaskFormat> cases = [];
        foreach (string look in Looks.Keys)
        {
            foreach (TaskFormat format in Endings.Keys)
            {
                cases.Add(look, format);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_text_is_the_golden_one(string look, TaskFormat format) =>
        Golden.Match(TaskLooks.Text(Small(Looks[look], format), format, maxLines: 30), $"BlockWatch.Reports.Tests/Golden/tasks-{look}.{Endings[format]}");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_that_a_terminal_obeys_is_in_it(string look, TaskFormat format) =>
        Assert.DoesNotContain(
            TaskLooks.Text(Looks[look], format).EnumerateRunes(),
            rune => rune.Value != '\n' && System.Text.Rune.GetUnicodeCategory(rune)
                is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator);

    // Of the equal ones a few are enough where each is written.
    private static TaskLook Small(TaskLook look, TaskFormat format) => format == TaskFormat.Tree
        ? look
        : look with { Graph = look.Graph with { Tasks = [.. look.Graph.Tasks.Where(task => task.Id is < 1_002 or 2_000 or 2_001)] } };
}
