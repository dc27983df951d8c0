using System.Runtime.InteropServices;
using BlockWatch.TestKit;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class RunCommandTests
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task What_follows_the_dashes_is_the_commands_own_also_where_it_looks_like_ours()
    {
        _tool.Engine.CommandExit.SetResult(0);

        Assert.Equal(0, await _tool.RunAsync("run", "-o", "r.json", "--", "dotnet", "App.dll", "-o", "x", "--help", "--", "@y", ""));
        Assert.Equal("dotnet", _tool.Engine.Launched!.Command);
        Assert.Equal(["App.dll", "-o", "x", "--help", "--", "@y", ""], _tool.Engine.Launched.Arguments);
        Assert.Equal(["check r.json", "save r.json as its extension"], _tool.Reports.Log);
    }

    [Fact]
    public async Task Our_text_goes_to_standard_error_and_the_summary_comes_after_the_commands_exit()
    {
        _tool.Engine.Script = observer => observer.OnStallClosed(Stalls.Closed(1));
        Task<int> run = _tool.RunAsync("run", "--", "app");
        await _tool.Engine.Watching.Task;
        Assert.DoesNotContain("summary", _tool.Error, StringComparison.Ordinal);
        _tool.Engine.CommandExit.SetResult(0);

        Assert.Equal(0, await run);
        Assert.Equal("", _tool.Out);
        Assert.Equal("blockwatch: watching Orders (pid 4711, .NET 9.0.20)\n#1 Orders.Pay 200 ms\nsummary of Orders: TargetExited\n", _tool.Error);
        Assert.True(_tool.Engine.Launched!.InheritOutput);
    }

    [Fact]
    public async Task With_json_lines_the_commands_output_leaves_standard_output_to_them()
    {
        _tool.Engine.CommandExit.SetResult(0);
        await _tool.RunAsync("run", "--json-lines", "--quiet", "--", "app");

        Assert.False(_tool.Engine.Launched!.InheritOutput);
        Assert.Equal("""{"kind":"started","at":"12:00:00","thresholdMs":100}""" + "\n", _tool.Out);
        Assert.Equal("", _tool.Error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(137)]
    public async Task The_commands_exit_code_is_ours(int code)
    {
        _tool.Engine.CommandExit.SetResult(code);

        Assert.Equal(code, await _tool.RunAsync("run", "--", "app"));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(42, 42)]
    public async Task A_report_that_could_not_be_written_does_not_hide_the_commands_failure(int command, int expected)
    {
        _tool.Reports.FailsLater = "r.json";
        _tool.Engine.CommandExit.SetResult(command);

        Assert.Equal(expected, await _tool.RunAsync("run", "-o", "r.json", "--", "app"));
        Assert.EndsWith("blockwatch: 'r.json' cannot be written: no space left\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_termination_request_is_passed_on_and_the_commands_answer_waited_for()
    {
        Task<int> run = _tool.RunAsync("run", "-o", "r.json", "--", "app");
        await _tool.Engine.Watching.Task;
        _tool.Signals.Raise(PosixSignal.SIGTERM);
        _tool.Signals.Raise(PosixSignal.SIGINT);
        Assert.Equal(["99: 15"], _tool.Signals.Sent);
        Assert.False(run.IsCompleted);
        _tool.Engine.CommandExit.SetResult(143);

        Assert.Equal(143, await run);
        Assert.Contains("save r.json as its extension", _tool.Reports.Log);
        Assert.Empty(_tool.Signals.Exits);
    }

    // What it left running has its output, or is watched; its number may be another process's by now.
    [Theory]
    [InlineData("--quiet")]
    [InlineData("--children")]
    public async Task A_signal_after_the_commands_exit_ends_the_watch_and_is_sent_to_nobody(string option)
    {
        _tool.Engine.UntilStopped = true;
        Task<int> run = _tool.RunAsync("run", option, "-o", "r.json", "--", "app");
        await _tool.Engine.Watching.Task;
        _tool.Engine.CommandExit.SetResult(7);
        await _tool.Engine.CommandExited.Task;
        _tool.Signals.Raise(PosixSignal.SIGTERM);

        Assert.Equal(7, await run.WaitAsync(TestTimeouts.SignOfLife));
        Assert.Empty(_tool.Signals.Sent);
        Assert.Empty(_tool.Signals.Exits);
    }
}
