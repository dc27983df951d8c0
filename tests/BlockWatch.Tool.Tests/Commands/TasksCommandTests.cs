using System.Runtime.InteropServices;
using BlockWatch.EventPipe;
using BlockWatch.EventPipe.Tasks;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class TasksCommandTests
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task A_look_takes_1_4_seconds_and_5_percent_and_prints_trees()
    {
        Assert.Equal(0, await _tool.RunAsync("tasks", "-p", "4711"));
        Assert.Equal("tasks at 1500 as Tree, 200 lines: DurationOver\n", _tool.Out);
        Assert.Equal("", _tool.Error);
        Assert.Equal(4711, _tool.Engine.AttachedTo);
        Assert.Equal(new TaskLookOptions { Duration = TimeSpan.FromSeconds(1.15), BudgetShare = 0.05, Interval = null }, _tool.Engine.LookOptions);
    }

    [Fact]
    public async Task Options_reach_the_look()
    {
        Assert.Equal(0, await _tool.RunAsync("tasks", "-n", "Orders", "--duration", "10s", "--budget", "0.5%", "--top", "20"));
        Assert.Equal("tasks at 1500 as Longest, 20 lines: DurationOver\n", _tool.Out);
        Assert.Equal(new TaskLookOptions { Duration = TimeSpan.FromSeconds(10), BudgetShare = 0.005 }, _tool.Engine.LookOptions);
    }

    [Theory]
    [InlineData("--json", "Json")]
    [InlineData("--dot", "Dot")]
    [InlineData("--mermaid", "Mermaid")]
    public async Task A_form_is_printed_alone(string option, string format)
    {
        Assert.Equal(0, await _tool.RunAsync("tasks", "-p", "4711", option));
        Assert.Equal($"tasks at 1500 as {format}, 200 lines: DurationOver\n", _tool.Out);
    }

    [Fact]
    public async Task Live_looks_follow_each_other_below_a_line_and_the_first_signal_ends_them()
    {
        _tool.Engine.Looks = [Stalls.Look(end: null, 1_000), Stalls.Look(end: null, 2_000)];
        _tool.Engine.UntilStopped = true;

        Task<int> run = _tool.RunAsync("tasks", "-p", "4711", "--watch");
        await _tool.Engine.Watching.Task;
        _tool.Signals.Raise(PosixSignal.SIGINT);

        Assert.Equal(0, await run);
        Assert.Equal(
            """
            tasks at 1000 as Tree, 200 lines, on one line: going on
            ---
            tasks at 2000 as Tree, 200 lines, on one line: going on
            ---
            tasks at 1500 as Tree, 200 lines, on one line: Stopped

            """,
            _tool.Out);
        Assert.Equal(new TaskLookOptions { Duration = null, Interval = TimeSpan.FromSeconds(1) }, _tool.Engine.LookOptions);
        Assert.False(_tool.Signals.IsListening);
    }

    [Fact]
    public async Task On_a_screen_a_look_takes_the_place_of_the_one_before_and_fits()
    {
        _tool.ScreenHeight = 40;
        _tool.Engine.Looks = [Stalls.Look(end: null, 1_000)];

        Assert.Equal(0, await _tool.RunAsync("tasks", "-p", "4711", "--watch", "--duration", "2s"));
        Assert.Equal(
            "\u001b[H\u001b[Jtasks at 1000 as Tree, 32 lines, on one line: going on\n\u001b[H\u001b[Jtasks at 1500 as Tree, 32 lines, on one line: DurationOver\n", _tool.Out);
    }

    [Fact]
    public async Task One_look_on_a_screen_clears_nothing()
    {
        _tool.ScreenHeight = 40;

        Assert.Equal(0, await _tool.RunAsync("tasks", "-p", "4711"));
        Assert.Equal("tasks at 1500 as Tree, 200 lines: DurationOver\n", _tool.Out);
    }

    [Fact]
    public async Task Live_json_is_one_object_a_line_and_nothing_between()
    {
        _tool.ScreenHeight = 40;
        _tool.Engine.Looks = [Stalls.Look(end: null, 1_000)];

        Assert.Equal(0, await _tool.RunAsync("tasks", "-p", "4711", "--watch", "--json"));
        Assert.Equal("tasks at 1000 as Json, 200 lines, on one line: going on\ntasks at 1500 as Json, 200 lines, on one line: DurationOver\n", _tool.Out);
    }

    [Theory]
    [InlineData("t.json", "Json")]
    [InlineData("t.DOT", "Dot")]
    [InlineData("t.mmd", "Mermaid")]
    [InlineData("t.out", "Tree")]
    public async Task A_file_is_checked_before_the_look_and_its_extension_tells_the_form(string path, string format)
    {
        Assert.Equal(0, await _tool.RunAsync("tasks", "-p", "4711", "-o", path));
        Assert.Equal([$"check {path}", $"save tasks in {path} as {format}"], _tool.Reports.Log);
        Assert.Equal($"Tasks: {path}\n", _tool.Out);
    }

    [Fact]
    public async Task A_form_that_is_asked_for_wins_over_the_extension()
    {
        Assert.Equal(0, await _tool.RunAsync("tasks", "-p", "4711", "-o", "t.json", "--dot"));
        Assert.Equal("save tasks in t.json as Dot", _tool.Reports.Log[^1]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said_before_anything_is_looked_at()
    {
        _tool.Reports.Unwritable = "t.json";

        Assert.Equal(3, await _tool.RunAsync("tasks", "-p", "4711", "-o", "t.json"));
        Assert.Equal(0, _tool.Engine.AttachedTo);
    }

    [Fact]
    public async Task A_target_that_says_no_is_one_line_and_exit_code_3()
    {
        _tool.Engine.Failure = new WatchException("process 4711 does not take diagnostic connections any more");

        Assert.Equal(3, await _tool.RunAsync("tasks", "-p", "4711"));
        Assert.Equal("", _tool.Out);
        Assert.Equal("blockwatch: process 4711 does not take diagnostic connections any more\n", _tool.Error);
    }
}
