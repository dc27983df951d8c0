using BlockWatch.Detection.Async;
using BlockWatch.Reports.Tasks;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Tasks;

/// <summary>What hangs where, what is one with what, and that no graph is too much.</summary>
public class TaskTreeTests
{
    [Fact]
    public void Tasks_that_await_one_task_are_shown_with_it_once() => Assert.Equal(
        [
            "GetAsync ×3: awaiting, the longest for 1.0 s, task 1",
            "└─ Task.Delay: pending, 1.1 s, task 9, the same one for all",
        ],
        Tree(
            [Get(1, 500, 9), Get(2, 600, 9), Get(3, 700, 9), TaskLooks.Task(9, "Task.Delay", TaskState.Pending, 400)]));

    [Fact]
    public void Those_whose_chains_differ_are_not_one() => Assert.Equal(
        [
            "GetAsync: awaiting, 1.0 s, task 1",
            "└─ Task.Delay: pending, 1.1 s, task 8",
            "GetAsync: awaiting, 900 ms, task 2",
            "└─ Task.WhenAll: pending, 1.1 s, task 9",
        ],
        Tree(
            [Get(1, 500, 8), Get(2, 600, 9), TaskLooks.Task(8, "Task.Delay", TaskState.Pending, 400), TaskLooks.Task(9, "Task.WhenAll", TaskState.Pending, 400)]));

    [Fact]
    public void A_circle_is_told_once_and_what_leads_to_it_ends_there() => Assert.Equal(
        [
            "GetAsync: awaiting, 1.0 s, task 5",
            "└─ GetAsync: awaiting, 900 ms, task 3",
            "   └─ GetAsync: awaiting, 900 ms, task 2",
            "      └─ task 1 again: they await each other in a circle, and none of them can go on",
            "GetAsync: awaiting, 900 ms, task 1",
            "└─ GetAsync: awaiting, 900 ms, task 3",
            "   └─ GetAsync: awaiting, 900 ms, task 2",
            "      └─ task 1 again: they await each other in a circle, and none of them can go on",
        ],
        Tree([Get(1, 600, 3), Get(3, 600, 2), Get(2, 600, 1), Get(5, 500, 3)]));

    [Fact]
    public void A_task_that_awaits_itself_is_a_circle_of_one() => Assert.Equal(
        [
            "GetAsync: awaiting, 900 ms, task 1",
            "└─ task 1 again: they await each other in a circle, and none of them can go on",
        ],
        Tree([Get(1, 600, 1)]));

    [Fact]
    public void A_thread_that_waits_for_a_task_that_is_not_known_is_told() =>
        Assert.Equal(["thread 5: blocked for 900 ms, on task 99"], Tree([], [new ThreadWaitView(5, 99, TaskLooks.Ns(600), null)]));

    [Fact]
    public void What_awaits_a_task_that_is_not_known_is_the_end_of_its_chain() => Assert.Equal(["GetAsync: awaiting, 900 ms, task 1"], Tree([Get(1, 600, 99)]));

    [Fact]
    public void Beyond_the_lines_trees_are_counted() => Assert.Equal(
        ["M0Async: suspended on something that is no task, 1.0 s, task 0", "M1Async: suspended on something that is no task, 999 ms, task 1", "… and 8 tasks more at the top, in 8 trees"],
        Tree([.. Enumerable.Range(0, 10).Select(i => TaskLooks.Task(i, $"Async: <M{i}Async>d__0", TaskState.Suspended, 500 + i))], maxLines: 2));

    [Fact]
    public void A_chain_that_is_deeper_than_a_screen_is_cut_and_counted()
    {
        string[] tree = Tree([.. Enumerable.Range(1, 100_000).Select(i => Get(i, 600, i + 1))]);

        Assert.Equal(34, tree.Length);
        Assert.EndsWith("└─ … and 99,967 more below", tree[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TaskFormat.Tree)]
    [InlineData(TaskFormat.Longest)]
    [InlineData(TaskFormat.Dot)]
    [InlineData(TaskFormat.Mermaid)]
    public void As_many_tasks_as_there_can_be_in_any_disorder_are_written_at_once(TaskFormat format)
    {
        Random random = new(7);
        List<TaskView> tasks = [.. Enumerable.Range(1, AsyncGraph.Cap).Select(i => Get(i, random.Next(1_500), random.Next(1, AsyncGraph.Cap + 1)))];
        long before = Environment.TickCount64;

        string text = TaskLooks.Text(TaskLooks.Of(tasks, [.. Enumerable.Range(1, 1_000).Select(i => new ThreadWaitView(i, random.Next(1, AsyncGraph.Cap), 0, i))]), format);

        Assert.True(text.Length < 500_000, "it is bounded");
        Assert.True(Environment.TickCount64 - before < 20_000, "it is not quadratic");
    }

    [Fact]
    public void Graphs_leave_out_what_is_too_much_and_say_so()
    {
        TaskLook look = TaskLooks.Of([.. Enumerable.Range(1, 1_200).Select(i => TaskLooks.Task(i, "Task.Delay", TaskState.Pending, i))], []);

        Assert.Contains("\n  // 200 nodes more left out: 1,000 are drawn at most.\n", TaskLooks.Text(look, TaskFormat.Dot), StringComparison.Ordinal);
        Assert.Contains("\n  %% 1,000 nodes more left out: 200 are drawn at most.\n", TaskLooks.Text(look, TaskFormat.Mermaid), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_for_a_stream_is_one_line()
    {
        string line = TaskLooks.Text(TaskLooks.Shop, TaskFormat.Json, onOneLine: true);

        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
    }

    private static TaskView Get(long id, double sinceMs, long awaits) => TaskLooks.Task(id, "Async: <GetAsync>d__1", TaskState.Awaiting, sinceMs, awaits);

    // Without the sentences above it.
    private static string[] Tree(IReadOnlyList<TaskView> tasks, IReadOnlyList<ThreadWaitView>? waits = null, int maxLines = 200) =>
        TaskLooks.Text(TaskLooks.Of(tasks, waits ?? []), TaskFormat.Tree, maxLines).Split("\n\n")[1].TrimEnd('\n').Split('\n');
}
